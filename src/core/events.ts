/** A type of event as a schema names it; a negative one says that the item is not wanted. */
export type EventSource = string | { type: string; negative?: boolean };

/** What people do with items where a schema does not say, weakest first. */
export const USUAL_EVENTS: readonly EventSource[] = [
  'impression',
  'view',
  'click',
  'save',
  'apply',
  { type: 'dismiss', negative: true },
];
