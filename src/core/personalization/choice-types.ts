import { USUAL_EVENTS } from '../events.ts';
import type { Schema } from '../features/schema.ts';
import type { EventType } from '../types.ts';

/** The events of a schema that are choices: `click` and what follows it; without one, what follows being seen. */
export function choiceTypes({ source }: Pick<Schema, 'source'>): ReadonlySet<EventType> {
  const wanted = (source.events ?? USUAL_EVENTS).flatMap((event) =>
    typeof event === 'string' ? event : event.negative ? [] : event.type,
  );
  const click = wanted.indexOf('click');
  const first =
    click < 0 ? wanted.findIndex((type) => type !== 'impression' && type !== 'view') : click;
  return new Set(first < 0 ? [] : wanted.slice(first));
}
