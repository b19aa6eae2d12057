import { tieGroups } from './tie-groups.ts';

/**
 * Area under the ROC curve: the probability that a relevant candidate scores higher than one that is not,
 * a tie counting one half (which is its average over both orders).
 *
 * Source: Hanley & McNeil, The meaning and use of the area under a receiver operating characteristic curve,
 * Radiology 1982; equal to the Mann–Whitney U statistic divided by the number of pairs.
 *
 * @param scores higher is better.
 * @param labels one for each score; relevant where > 0.
 * @returns 0 … 1 (0.5 for a score that says nothing), or NaN unless there are both kinds.
 */
export function auroc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const groups = tieGroups(scores, labels);
  const positives = groups.reduce((sum, { relevant }) => sum + relevant, 0);
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  let ordered = 0;
  let positivesAbove = 0;
  for (const { above, size, relevant } of groups) {
    const tied = size - relevant;
    const below = negatives - (above - positivesAbove) - tied;
    ordered += relevant * (below + tied / 2);
    positivesAbove += relevant;
  }
  return ordered / positives / negatives;
}
