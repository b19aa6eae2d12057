import { tieGroups } from './tie-groups.ts';

/**
 * Normalized discounted cumulative gain at rank `k`: Σ gain / log2(rank + 1) over the first `k`, divided by
 * the same sum of the best possible order. Equal scores count with the average over all their orders.
 *
 * Source: Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 2002; ties as in
 * McSherry & Najork, Computing information retrieval performance measures efficiently in the presence of
 * tied scores, ECIR 2008.
 *
 * @param scores higher is better.
 * @param gains one for each score, ≥ 0.
 * @param form `linear` (default) takes gains as they are, `exponential` as 2^gain − 1 (Burges et al. 2005).
 * @returns 0 … 1, or NaN where no gain is above 0.
 */
export function ndcgAtK(
  scores: ArrayLike<number>,
  gains: ArrayLike<number>,
  k: number,
  form: 'linear' | 'exponential' = 'linear',
): number {
  const used = form === 'linear' ? gains : Float64Array.from(gains, (gain) => 2 ** gain - 1);
  const ideal = idealDcg(used, k);
  if (ideal === 0) return Number.NaN;
  let dcg = 0;
  for (const { above, size, gain } of tieGroups(scores, used)) {
    if (above >= k) break;
    dcg += (gain / size) * discountSum(above, Math.min(above + size, k));
  }
  return dcg / ideal;
}

function idealDcg(gains: ArrayLike<number>, k: number): number {
  const positive: number[] = [];
  for (let i = 0; i < gains.length; i++) {
    const gain = gains[i] as number;
    if (gain > 0) positive.push(gain);
  }
  positive.sort((a, b) => b - a);
  let dcg = 0;
  for (let i = 0; i < positive.length && i < k; i++) {
    dcg += (positive[i] as number) / Math.log2(i + 2);
  }
  return dcg;
}

/** Σ 1 / log2(rank + 1) over ranks from + 1 … to. */
function discountSum(from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += 1 / Math.log2(i + 2);
  return sum;
}
