import type { PersonalizationPrior } from '../format/prior.ts';

/** Where the policy floor lies. */
export interface PolicyFloor {
  /** An item whose policy grade (0 … 4) is at or below this is a poor match; an expected grade below 1.5 rounds to 1 or less. */
  poorGrade: number;
  /** How many ranks at the top are guarded. */
  depth: number;
  /** By how much signals may lower the mean policy grade of these, 0 … 1. */
  slack: number;
}

/** The floor of a model file that says nothing else. */
export const POLICY_FLOOR: PolicyFloor = { poorGrade: 1.5, depth: 10, slack: 0.5 };

/** The floor that a model file states. */
export const floorOf = ({ floor }: Pick<PersonalizationPrior, 'floor'>): PolicyFloor => ({
  ...POLICY_FLOOR,
  ...floor,
});

/** An order that keeps the floor. */
export interface Floored {
  order: Uint32Array;
  /** Candidates that stand below the first `depth` although their score would carry them there. */
  held: ReadonlySet<number>;
}

/**
 * Keeps personalization within what the policy allows: signals carry no poor match into the first `depth`, and the
 * mean policy grade of these falls by at most `slack` below that of `first`. What would lower it further is held back,
 * lowest grades first. Among themselves the first stand as personalized, and so do all others, the held ones first.
 *
 * @param order candidates by personalized score, best first
 * @param first those that would stand at the top without what signals add: as many as `depth`, or all
 * @param expected policy grade of each candidate, 0 … 4; compared in millionths, whose sums are exact
 */
export function applyPolicyFloor(
  order: Uint32Array,
  first: readonly number[],
  expected: ArrayLike<number>,
  { poorGrade, depth, slack }: PolicyFloor = POLICY_FLOOR,
): Floored {
  const grade = (candidate: number): number => Math.round(1e6 * expected[candidate]!);
  const total = (candidates: readonly number[]): number =>
    candidates.reduce((sum, candidate) => sum + grade(candidate), 0);
  const base = new Set(first);
  const top = [...order.subarray(0, depth)];
  const entrants = top.filter((candidate) => !base.has(candidate));
  const leavers: number[] = [];
  for (let at = depth; leavers.length < entrants.length; at++) {
    if (base.has(order[at]!)) leavers.push(order[at]!);
  }
  const admitted = entrants
    .filter((candidate) => expected[candidate]! > poorGrade)
    .sort((a, b) => grade(b) - grade(a));
  const allowance = Math.round(1e6 * slack) * top.length;
  // As many leavers stay as are held, those that stand highest.
  let staying = entrants.length - admitted.length;
  for (; total(admitted) + allowance < total(leavers.slice(staying)); staying++) admitted.pop();
  const held = new Set(entrants.filter((candidate) => !admitted.includes(candidate)));
  if (staying === 0) return { order, held };
  const kept = new Set(leavers.slice(0, staying));
  const floored = order.slice();
  floored.set([...top.filter((candidate) => !held.has(candidate)), ...kept, ...held]);
  // Whatever stood behind one that stays keeps its rank.
  for (let at = depth, to = depth + held.size; to > at; at++) {
    if (!kept.has(order[at]!)) floored[to++] = order[at]!;
  }
  return { order: floored, held };
}
