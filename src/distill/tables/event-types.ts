import { PocketRankError } from '../../core/errors.ts';
import { choiceTypes, USUAL_EVENTS, type EventSource } from '../../core/events.ts';

/** What people can do with items, as a domain tells it. */
export interface EventTypes {
  /** As the domain lists them, weakest first. */
  names: readonly string[];
  /**
   * How much an event says that the item was wanted: 0 of an impression, 1 up to a click, one more for each
   * choice beyond it, −1 of a negative event, 0 of an unknown one.
   */
  weight(type: string): number;
  /** Whether it is a choice: a click, or a later type that is not negative. */
  isChoice(type: string): boolean;
}

/**
 * Reads the list of event types of a schema.
 *
 * @throws INVALID_SCHEMA where a type stands twice or none is a choice
 */
export function createEventTypes(source: readonly EventSource[] = USUAL_EVENTS): EventTypes {
  const weights = new Map<string, number>();
  const choices = choiceTypes(source);
  let chosen = 0;
  for (const entry of source) {
    const { type, negative = false } = typeof entry === 'string' ? { type: entry } : entry;
    if (weights.has(type)) throw invalid(`the event type "${type}" stands twice`);
    if (choices.has(type)) chosen++;
    weights.set(type, negative ? -1 : type === 'impression' ? 0 : Math.max(1, chosen));
  }
  if (choices.size === 0) throw invalid('its `events` have no choice, such as "click"');
  return {
    names: [...weights.keys()],
    weight: (type) => weights.get(type) ?? 0,
    isChoice: (type) => choices.has(type),
  };
}

function invalid(what: string): PocketRankError {
  return new PocketRankError('INVALID_SCHEMA', `Schema: ${what}.`, {
    hint: 'List the events from the weakest on: impression, click, and what follows it.',
  });
}
