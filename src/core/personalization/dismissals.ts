import { USUAL_EVENTS } from '../events.ts';
import type { Schema } from '../features/schema.ts';
import type { EventType } from '../types.ts';

/** The events of a schema that say that an item is not wanted: of jobs `dismiss`. */
export function dismissalTypes({ source }: Pick<Schema, 'source'>): ReadonlySet<EventType> {
  const events = source.events ?? USUAL_EVENTS;
  return new Set(
    events.flatMap((event) => (typeof event === 'object' && event.negative ? [event.type] : [])),
  );
}
