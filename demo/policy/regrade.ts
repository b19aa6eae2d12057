import type { Pair, PolicyFile } from './file.ts';

/** A policy as somebody has edited it. */
export interface Edit {
  /** By criterion. */
  weights: readonly number[];
  /** Which limits are in force, by limit. */
  inForce: readonly boolean[];
}

/** The policy as it is written. */
export function unedited({ criteria, limits }: PolicyFile): Edit {
  return { weights: criteria.map(({ weight }) => weight), inForce: limits.map(() => true) };
}

/** Slack for sums of weights: a mean of 2.4999999 earns what 2.5 does. */
const EPSILON = 1e-9;

/** The grade of a pair by an edited policy: the weighted mean of its levels, then the caps that hold. */
export function regrade(policy: PolicyFile, pair: Pair, { weights, inForce }: Edit): number {
  let sum = 0;
  let total = 0;
  for (const [criterion, level] of pair.levels) {
    sum += weights[criterion]! * level;
    total += weights[criterion]!;
  }
  const mean = total === 0 ? 0 : sum / total;
  const earned = policy.grades.reduce(
    (best, { from }, grade) => (mean + EPSILON >= from ? grade : best),
    0,
  );
  const caps = pair.held
    .filter(([limit]) => inForce[limit])
    .map(([limit]) => policy.limits[limit]!.cap);
  return Math.min(earned, ...caps);
}
