import type { Random } from '../../../core/math/random.ts';
import type { CandidateList } from '../data/lists.ts';
import { couldBeWrong, type Matches } from '../data/matches.ts';
import type { PairNetwork } from '../network/pair-network.ts';

/** Items to mine from. */
const POOL = 384;
const LISTS = 32;
const PER_LIST = 32;
/** Places of a list that go to the hardest wrong items; the rest are drawn blindly. */
const MINED = 20;

/**
 * Lists of one matching item, in first place, and of wrong ones, most of them those that the network as it
 * stands takes for the best of a pool (Xiong et al., "ANCE", arXiv 2007.00808). Mined afresh in each step, so
 * a resumed training finds the same.
 */
export async function mineLists(
  network: PairNetwork,
  matches: Matches,
  random: Random,
): Promise<CandidateList[]> {
  const { width } = network.size;
  const pool = Array.from({ length: POOL }, () => {
    const match = random.pick(matches.list);
    return { match, item: random.pick(match.items) };
  });
  const chosen = Array.from({ length: LISTS }, () => random.pick(matches.list));
  const profiles = await network.encode(
    'profile',
    chosen.map((match) => match.profile),
  );
  const items = await network.encode(
    'item',
    pool.map((entry) => entry.item),
  );
  return chosen.map((match, i) => {
    const likeness = pool.map((_, j) => {
      let dot = 0;
      for (let d = 0; d < width; d++) dot += profiles[i * width + d]! * items[j * width + d]!;
      return dot;
    });
    const wrong = pool.flatMap((entry, j) =>
      couldBeWrong(matches, match, entry.match) ? [j] : [],
    );
    const hardest = [...wrong].sort((a, b) => likeness[b]! - likeness[a]!).slice(0, MINED);
    const list = new Int32Array(PER_LIST).fill(random.pick(match.items));
    for (let k = 1; k < PER_LIST; k++) {
      // A small taxonomy may have nothing wrong in the pool; the match beside itself teaches nothing.
      if (wrong.length > 0) list[k] = pool[hardest[k - 1] ?? random.pick(wrong)]!.item;
    }
    return { profile: match.profile, items: list, at: 0 };
  });
}
