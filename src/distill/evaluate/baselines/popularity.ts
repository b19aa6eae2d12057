import { findItemKey } from '../../../core/features/item-key.ts';
import type { Baseline } from '../scorer.ts';
import { EVENT_WEIGHT } from './event-weight.ts';

/** The same order for everyone: how many positive events an item has in training. */
export function createPopularityBaseline(): Baseline {
  return {
    name: 'popularity',
    fit(_tables, events) {
      const counts = new Map<string, number>();
      for (const { itemId, type } of events) {
        if (EVENT_WEIGHT[type] > 0) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
      }
      return {
        score: (_profile, candidates) =>
          Float64Array.from(candidates, (item) => counts.get(findItemKey(item) ?? '') ?? 0),
      };
    },
  };
}
