import { OPENS_TEXT_KEYS } from './evidence.ts';
import type { Cross } from './schema.ts';

/**
 * The feature of a match: the shares of an item's keys that the other side has; per text the best of the item's
 * texts, 0 … 127, whose other words cost about a quarter of their weights.
 *
 * @param from where the evidence of the cross starts
 * @param has whether the other side has a key
 */
export function matchFeature(
  { bytes, perText }: Cross,
  item: Uint8Array,
  from: number,
  has: (key: number) => boolean,
): number {
  let best = 0;
  let sum = 0;
  for (let i = from; i < from + bytes; i += 3) {
    const key = item[i]! | (item[i + 1]! << 8);
    if (key === 0) break;
    const mark = item[i + 2]!;
    if (mark >= OPENS_TEXT_KEYS) {
      best = Math.max(best, sum);
      sum = 0;
    }
    const weight = mark % OPENS_TEXT_KEYS;
    if (has(key)) sum += weight;
    else if (perText) sum -= (weight + 2) >> 2;
  }
  return Math.min(Math.max(best, sum), 127);
}
