import type { PairData } from './pair-data.ts';

/** A profile with candidate jobs: what a network is trained on and scores. Indices into {@link PairData}. */
export interface CandidateList {
  profile: number;
  jobs: Int32Array;
  /** Time of the ranking, ms since 1970. */
  at: number;
}

/** Lists of equal length, laid out for one pass through a network. */
export interface Batch {
  /** Lists in the batch, and jobs a list. */
  lists: number;
  perList: number;
  profiles: Int32Array;
  /** Each job once. */
  jobs: Int32Array;
  /** For each list and place, the position of its job in `jobs`. */
  pairs: Int32Array;
  /** lists × perList × cross features. */
  crosses: Float32Array;
}

/** Lays out lists of equal length. */
export function makeBatch(data: PairData, lists: readonly CandidateList[]): Batch {
  const perList = lists[0]!.jobs.length;
  const position = new Map<number, number>();
  const pairs = new Int32Array(lists.length * perList);
  const crosses = new Float32Array(pairs.length * data.crossFeatures);
  for (const [b, list] of lists.entries()) {
    for (let k = 0; k < perList; k++) {
      const job = list.jobs[k]!;
      let at = position.get(job);
      if (at === undefined) {
        at = position.size;
        position.set(job, at);
      }
      pairs[b * perList + k] = at;
    }
    data.crosses(list.profile, list.jobs, list.at, crosses, b * perList * data.crossFeatures);
  }
  return {
    lists: lists.length,
    perList,
    profiles: Int32Array.from(lists, (list) => list.profile),
    jobs: Int32Array.from(position.keys()),
    pairs,
    crosses,
  };
}
