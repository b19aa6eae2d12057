import { createEventTypes } from '../../tables/event-types.ts';
import type { Baseline } from '../scorer.ts';

/** The same order for everyone: how many positive events an item has in training. */
export function createPopularityBaseline(): Baseline {
  return {
    name: 'popularity',
    fit({ items, eventTypes = createEventTypes() }, events) {
      const counts = new Map<string, number>();
      for (const { itemId, type } of events) {
        if (eventTypes.weight(type) > 0) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
      }
      const countOf = new Map(Array.from(items, ([id, item]) => [item, counts.get(id) ?? 0]));
      return {
        score: (_profile, candidates) =>
          Float64Array.from(candidates, (item) => countOf.get(item) ?? 0),
      };
    },
  };
}
