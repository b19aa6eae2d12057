import { tieGroups } from './tie-groups.ts';

/**
 * Whether a relevant candidate is among the first `k` (its mean over slates is the hit rate). Where ties
 * leave it open, the probability over all their orders.
 *
 * @param scores higher is better.
 * @param gains one for each score; relevant where > 0.
 * @returns 0 … 1, or NaN where nothing is relevant.
 */
export function hitAtK(scores: ArrayLike<number>, gains: ArrayLike<number>, k: number): number {
  const [first] = tieGroups(scores, gains);
  if (first === undefined) return Number.NaN;
  const { above, size, relevant } = first;
  const slots = Math.min(k - above, size);
  let miss = 1;
  for (let i = 0; i < slots; i++) miss *= Math.max(size - relevant - i, 0) / (size - i);
  return 1 - miss;
}
