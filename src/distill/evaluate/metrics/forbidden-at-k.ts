import { POOR_CAP } from '../../../core/limits/stand-behind.ts';
import { poorMatchAtK } from './poor-match-at-k.ts';

/**
 * The share of the first `k` that hard limits forbid although others could stand there: where fewer than `k`
 * candidates are allowed, those that must fill the list do not count.
 *
 * @param scores higher is better
 * @param caps the best grade that limits leave each candidate, 0 … 4
 * @returns 0 … 1, or NaN for an empty list
 */
export function forbiddenAtK(
  scores: ArrayLike<number>,
  caps: ArrayLike<number>,
  k: number,
): number {
  if (scores.length === 0) return Number.NaN;
  const first = Math.min(k, scores.length);
  let allowed = 0;
  for (let i = 0; i < scores.length; i++) if (caps[i]! > POOR_CAP) allowed++;
  const needed = Math.max(0, first - allowed) / first;
  return Math.max(0, poorMatchAtK(scores, (i) => caps[i]! <= POOR_CAP, k) - needed);
}
