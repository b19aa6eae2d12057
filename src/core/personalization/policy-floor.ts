/** Where the policy floor lies. */
export interface PolicyFloor {
  /** A job whose policy grade (0 … 4) is at or below this is a poor match; an expected grade below 1.5 rounds to 1 or less. */
  poorGrade: number;
  /** How many ranks at the top are kept free of poor matches that the base order did not put there. */
  depth: number;
}

export const POLICY_FLOOR: PolicyFloor = { poorGrade: 1.5, depth: 10 };

/**
 * Keeps personalization within what the policy allows: a poor match that was not among the first `depth`
 * of the base order does not enter them, as long as any other job is left to stand there.
 *
 * @param order candidates by personalized score, best first
 * @param baseRank rank of each candidate in the base order, from 0
 * @param grade policy grade of each candidate
 * @returns a new order; equal to `order` where no poor match rose
 */
export function applyPolicyFloor(
  order: Uint32Array,
  baseRank: ArrayLike<number>,
  grade: ArrayLike<number>,
  floor: PolicyFloor = POLICY_FLOOR,
): Uint32Array {
  const floored = order.slice();
  const held: number[] = [];
  let top = 0;
  for (let at = 0; at < order.length && top < floor.depth; at++) {
    const candidate = order[at]!;
    const intruder = grade[candidate]! <= floor.poorGrade && baseRank[candidate]! >= floor.depth;
    if (intruder) held.push(candidate);
    else floored[top++] = candidate;
  }
  floored.set(held, top);
  return floored;
}
