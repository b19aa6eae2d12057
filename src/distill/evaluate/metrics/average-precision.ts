import { tieGroups } from './tie-groups.ts';

/**
 * Average precision of the whole ranking (its mean over slates is the MAP): the mean, over the relevant
 * candidates, of the share of relevant ones down to each of them. Equal scores count with the average over all
 * their orders. With a single relevant candidate it is its reciprocal rank.
 *
 * Source: Buckley & Voorhees, Evaluating evaluation measure stability, SIGIR 2000; ties as in McSherry & Najork,
 * ECIR 2008.
 *
 * @param scores higher is better.
 * @param gains one for each score; relevant where > 0.
 * @returns in (0, 1], or NaN where nothing is relevant.
 */
export function averagePrecision(scores: ArrayLike<number>, gains: ArrayLike<number>): number {
  let found = 0;
  let sum = 0;
  for (const { above, size, relevant } of tieGroups(scores, gains)) {
    // A relevant one at place i of the group expects its even share of the others before it.
    const each = size > 1 ? (relevant - 1) / (size - 1) : 0;
    for (let i = 0; i < size; i++) {
      sum += ((relevant / size) * (found + 1 + i * each)) / (above + i + 1);
    }
    found += relevant;
  }
  return found === 0 ? Number.NaN : sum / found;
}
