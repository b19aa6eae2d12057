import { tieGroups } from './tie-groups.ts';

/**
 * Reciprocal rank of the first relevant candidate (its mean over slates is the MRR). Equal scores count
 * with the average over all their orders.
 *
 * Source: Voorhees, The TREC-8 question answering track report, 1999; ties as in McSherry & Najork, ECIR
 * 2008.
 *
 * @param scores higher is better.
 * @param gains one for each score; relevant where > 0.
 * @returns in (0, 1], or NaN where nothing is relevant.
 */
export function reciprocalRank(scores: ArrayLike<number>, gains: ArrayLike<number>): number {
  const [first] = tieGroups(scores, gains);
  if (first === undefined) return Number.NaN;
  const { above, size, relevant } = first;
  // The first relevant one of the group stands at its place i with P(none before) · relevant / rest.
  let expected = 0;
  let noneBefore = 1;
  for (let i = 0; i <= size - relevant; i++) {
    const here = relevant / (size - i);
    expected += (noneBefore * here) / (above + i + 1);
    noneBefore *= 1 - here;
  }
  return expected;
}
