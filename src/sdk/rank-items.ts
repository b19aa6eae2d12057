import type { JobPosting } from '../core/types.ts';
import type { BaseOrder } from './base-order.ts';
import type { Pause } from './pacer.ts';
import type { RankedItem } from './types.ts';

/** A list in its order: everything but `ids` and `jobs` by the job's index in the list. */
export interface OrderedList<Job extends JobPosting> {
  jobs: readonly Job[];
  ids: readonly string[];
  base: BaseOrder;
  /** What signals add; without signals `undefined`. */
  personal: Float64Array | undefined;
  /** Indices by total score, and as the policy floor leaves them. */
  wished: Uint32Array;
  floored: Uint32Array;
}

/** The items of the first `limit` ranks. */
export async function rankItems<Job extends JobPosting>(
  { jobs, ids, base, personal, wished, floored }: OrderedList<Job>,
  limit: number,
  pause: Pause,
): Promise<RankedItem<Job>[]> {
  /** By index; needed where the floor may have held a job below its wish. */
  const wishedRanks = wished === floored ? undefined : new Uint32Array(wished.length);
  if (wishedRanks) for (let r = 0; r < wished.length; r++) wishedRanks[wished[r]!] = r;
  const items: RankedItem<Job>[] = [];
  for (let r = 0; r < floored.length && r < limit; r++) {
    const i = floored[r]!;
    const extra = personal?.[i] ?? 0;
    const item: RankedItem<Job> = {
      id: ids[i]!,
      job: jobs[i]!,
      score: base.scores[i]! + extra,
      policy: base.policy[i]!,
      click: base.click[i]!,
      personal: extra,
      rank: r + 1,
      baseRank: base.ranks[i]! + 1,
    };
    if (wishedRanks && r > wishedRanks[i]!) item.held = true;
    items.push(item);
    const pausing = r % 1024 === 0 && pause();
    if (pausing) await pausing;
  }
  return items;
}
