import { topKCut } from './top-k-cut.ts';

/**
 * The share of the first `k` that are poor matches by the product policy. Where ties leave open which
 * candidates are among them, the average over all their orders.
 *
 * @param scores higher is better.
 * @param isPoor whether the candidate with an index is a poor match; asked only of those that can be among
 * the first `k`.
 * @returns 0 … 1 (of fewer than `k` where the list is shorter), or NaN for an empty list.
 */
export function poorMatchAtK(
  scores: ArrayLike<number>,
  isPoor: (index: number) => boolean,
  k: number,
): number {
  if (scores.length === 0) return Number.NaN;
  const { threshold, tied, room } = topKCut(scores, k);
  let expected = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score < threshold || !isPoor(i)) continue;
    expected += score > threshold ? 1 : room / tied;
  }
  return expected / Math.min(k, scores.length);
}
