import type { Item } from '../../core/types.ts';
import type { BaseOrder } from './base-order.ts';
import type { Pause } from './pacer.ts';
import type { RankedItem } from '../types.ts';

/** A list in its order: everything but `ids` and `items` by the item's index in the list. */
export interface OrderedList<T extends Item> {
  items: readonly T[];
  ids: readonly string[];
  base: BaseOrder;
  /** What signals add; without signals `undefined`. */
  personal: Float64Array | undefined;
  /** Indices, best first. */
  order: Uint32Array;
}

/** The items of the first `limit` ranks. @param outputs names of the model's */
export async function rankItems<T extends Item>(
  outputs: readonly string[],
  { items, ids, base, personal, order }: OrderedList<T>,
  limit: number,
  pause: Pause,
): Promise<RankedItem<T>[]> {
  const ranked: RankedItem<T>[] = [];
  for (let r = 0; r < order.length && r < limit; r++) {
    const i = order[r]!;
    const extra = personal?.[i] ?? 0;
    const heads: Record<string, number> = {};
    for (let k = 0; k < outputs.length; k++) heads[outputs[k]!] = base.heads[k]![i]!;
    const entry: RankedItem<T> = {
      id: ids[i]!,
      item: items[i]!,
      score: base.scores[i]! + extra,
      policy: heads.policy ?? NaN,
      click: heads.click ?? NaN,
      heads,
      personal: extra,
      rank: r + 1,
      baseRank: base.ranks[i]! + 1,
      givenRank: i + 1,
    };
    ranked.push(entry);
    const pausing = r % 1024 === 0 && pause();
    if (pausing) await pausing;
  }
  return ranked;
}
