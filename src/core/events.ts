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

/** The events that are choices: `click` and what follows it; without one, what follows being seen. */
export function choiceTypes(events: readonly EventSource[] = USUAL_EVENTS): ReadonlySet<string> {
  const wanted = events.flatMap((event) =>
    typeof event === 'string' ? event : event.negative ? [] : event.type,
  );
  const click = wanted.indexOf('click');
  const first =
    click < 0 ? wanted.findIndex((type) => type !== 'impression' && type !== 'view') : click;
  return new Set(first < 0 ? [] : wanted.slice(first));
}

/** The events that say that an item is not wanted: of jobs `dismiss`. */
export function dismissalTypes(events: readonly EventSource[] = USUAL_EVENTS): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => (typeof event === 'object' && event.negative ? [event.type] : [])),
  );
}
