import type { PairData } from './pair-data.ts';

/** A profile with candidate items: what a network is trained on and scores. Indices into {@link PairData}. */
export interface CandidateList {
  profile: number;
  items: Int32Array;
  /** Time of the ranking, ms since 1970. */
  at: number;
}

/** Lists of equal length, laid out for one pass through a network. */
export interface Batch {
  /** Lists in the batch, and items a list. */
  lists: number;
  perList: number;
  profiles: Int32Array;
  /** Each item once. */
  items: Int32Array;
  /** For each list and place, the position of its item in `items`. */
  pairs: Int32Array;
  /** lists × perList × cross features. */
  crosses: Float32Array;
}

/** Lays out lists of equal length. */
export function makeBatch(data: PairData, lists: readonly CandidateList[]): Batch {
  const perList = lists[0]!.items.length;
  const position = new Map<number, number>();
  const pairs = new Int32Array(lists.length * perList);
  const crosses = new Float32Array(pairs.length * data.crossFeatures);
  for (const [b, list] of lists.entries()) {
    for (let k = 0; k < perList; k++) {
      const item = list.items[k]!;
      let at = position.get(item);
      if (at === undefined) {
        at = position.size;
        position.set(item, at);
      }
      pairs[b * perList + k] = at;
    }
    data.crosses(list.profile, list.items, list.at, crosses, b * perList * data.crossFeatures);
  }
  return {
    lists: lists.length,
    perList,
    profiles: Int32Array.from(lists, (list) => list.profile),
    items: Int32Array.from(position.keys()),
    pairs,
    crosses,
  };
}
