import type { EventType } from '../../../core/types.ts';

/** How much an event says that the item was wanted; what a person merely was shown says nothing. */
export const EVENT_WEIGHT: Readonly<Record<EventType, number>> = {
  impression: 0,
  view: 1,
  click: 1,
  save: 2,
  apply: 3,
  dismiss: -1,
};
