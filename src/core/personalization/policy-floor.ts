import { roundHalfUp } from '../math/rounding.ts';

/** Where the policy floor lies. */
export interface PolicyFloor {
  /** A job whose policy grade (0 … 4) is at or below this is a poor match; an expected grade below 1.5 rounds to 1 or less. */
  poorGrade: number;
  /** How many ranks at the top are guarded. */
  depth: number;
}

export const POLICY_FLOOR: PolicyFloor = { poorGrade: 1.5, depth: 10 };

export interface Floored {
  /** The order that keeps the floor. */
  order: Uint32Array;
  /** Candidates that stand below the first `depth` although their score would carry them there. */
  held: ReadonlySet<number>;
}

/**
 * Keeps personalization within what the policy allows. A candidate that was not among the first `depth` of the
 * base order enters them only in the place of one whose policy grade, as a whole number, is no higher, and never
 * as a poor match. So for every grade of the policy the first `depth` hold no more candidates at or below it than
 * those of the base order, wherever the border of what is poor lies. Among themselves they stand as personalized, and so do all others,
 * the held ones first.
 *
 * @param order candidates by personalized score, best first
 * @param baseRank rank of each candidate in the base order, from 0
 * @param expected policy grade of each candidate, 0 … 4
 */
export function applyPolicyFloor(
  order: Uint32Array,
  baseRank: ArrayLike<number>,
  expected: ArrayLike<number>,
  floor: PolicyFloor = POLICY_FLOOR,
): Floored {
  const { poorGrade, depth } = floor;
  const grade = (candidate: number): number => roundHalfUp(expected[candidate]!);
  const first = [...order.subarray(0, depth)];
  const entrants = first.filter((candidate) => baseRank[candidate]! >= depth);
  const leavers: number[] = [];
  for (let at = depth; leavers.length < entrants.length; at++) {
    if (baseRank[order[at]!]! < depth) leavers.push(order[at]!);
  }
  const held = new Set<number>();
  for (const entrant of entrants) {
    // It takes the place of the best that it may, which leaves the lower ones to the others.
    let place = -1;
    for (const [k, leaver] of leavers.entries()) {
      if (grade(leaver) > grade(entrant)) continue;
      if (place < 0 || grade(leaver) > grade(leavers[place]!)) place = k;
    }
    if (place < 0 || expected[entrant]! <= poorGrade) held.add(entrant);
    else leavers.splice(place, 1);
  }
  if (held.size === 0) return { order, held };
  const floored = order.slice();
  floored.set([...first.filter((candidate) => !held.has(candidate)), ...leavers, ...held]);
  // Whatever stood behind a leaver that stays at the top keeps its rank.
  const staying = new Set(leavers);
  for (let at = depth, to = depth + held.size; to > at; at++) {
    if (!staying.has(order[at]!)) floored[to++] = order[at]!;
  }
  return { order: floored, held };
}
