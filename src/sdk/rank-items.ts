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
  /** Indices, best first, and those that the policy floor holds; without signals `undefined`. */
  order: Uint32Array;
  held: ReadonlySet<number> | undefined;
}

/** The items of the first `limit` ranks. */
export async function rankItems<Job extends JobPosting>(
  { jobs, ids, base, personal, order, held }: OrderedList<Job>,
  limit: number,
  pause: Pause,
): Promise<RankedItem<Job>[]> {
  const items: RankedItem<Job>[] = [];
  for (let r = 0; r < order.length && r < limit; r++) {
    const i = order[r]!;
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
    if (held?.has(i)) item.held = true;
    items.push(item);
    const pausing = r % 1024 === 0 && pause();
    if (pausing) await pausing;
  }
  return items;
}
