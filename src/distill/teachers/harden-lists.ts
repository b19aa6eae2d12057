import type { Random } from '../../core/math/random.ts';
import { topK } from '../../core/math/top-k.ts';
import {
  GRADED_PER_LIST,
  toGradedList,
  type GradedList,
  type PairGrader,
} from '../train/data/graded-lists.ts';
import type { CandidateList } from '../train/data/lists.ts';
import type { PairData } from '../train/data/pair-data.ts';

/** Items that a profile's mistakes are looked for among. */
const POOL = 256;
/** Lists that share a pool, so that each of its items is encoded once. */
const SHARED_BY = 32;
/** Places of a list that go to what the teacher takes for the best of the pool. */
const MINED = GRADED_PER_LIST / 2;

/** What lists are hardened with. */
export interface Hardening {
  data: PairData;
  grade: PairGrader;
  random: Random;
  /** Scores lists of one length; higher is better. */
  score(lists: readonly CandidateList[]): Promise<readonly ArrayLike<number>[]>;
  onLists?: (count: number) => void;
}

/**
 * Graded lists anew: half of each is what a teacher takes for the best of a pool of any items, graded by the policy,
 * and half the old list, its best first. Whoever ranks thousands of items errs where a few of the many poor ones look
 * good, and lists drawn blindly hardly hold any of these (Xiong et al., "ANCE", arXiv 2007.00808).
 */
export async function hardenLists(
  lists: readonly GradedList[],
  { data, grade, random, score, onLists }: Hardening,
): Promise<GradedList[]> {
  const hardened: GradedList[] = [];
  for (let from = 0; from < lists.length; from += SHARED_BY) {
    const part = lists.slice(from, from + SHARED_BY);
    // Half of the pool are items to rank, however large taxonomies are.
    const pool = Int32Array.from({ length: POOL }, (_, i) =>
      random.integer(i % 2 === 0 ? data.rankable : data.items.count),
    );
    const scores = await score(part.map(({ profile, at }) => ({ profile, items: pool, at })));
    for (const [k, list] of part.entries()) {
      const chosen = new Map<number, number>();
      for (const at of topK(scores[k]!, POOL)) {
        if (chosen.size === MINED) break;
        const item = pool[at]!;
        const graded = chosen.has(item) ? undefined : grade(list.profile, item);
        if (graded !== undefined) chosen.set(item, graded);
      }
      for (const i of topK(list.scores.subarray(0, list.graded), list.graded)) {
        if (chosen.size === GRADED_PER_LIST) break;
        chosen.set(list.items[i]!, list.scores[i]!);
      }
      hardened.push(toGradedList(list.profile, chosen, list.at, random));
    }
    onLists?.(part.length);
  }
  return hardened;
}
