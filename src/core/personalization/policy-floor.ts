/** Where the policy floor lies. */
export interface PolicyFloor {
  /** An item whose policy grade (0 … 4) is at or below this is a poor match; an expected grade below 1.5 rounds to 1 or less. */
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
 * Keeps personalization within what the policy allows: signals carry no poor match into the first `depth`, and the
 * mean policy grade of these does not fall below that of the base order. What would lower it is held back, lowest
 * grades first. Among themselves the first stand as personalized, and so do all others, the held ones first.
 *
 * @param order candidates by personalized score, best first
 * @param baseRank rank of each candidate in the base order, from 0
 * @param expected policy grade of each candidate, 0 … 4; compared in millionths, whose sums are exact
 */
export function applyPolicyFloor(
  order: Uint32Array,
  baseRank: ArrayLike<number>,
  expected: ArrayLike<number>,
  { poorGrade, depth }: PolicyFloor = POLICY_FLOOR,
): Floored {
  const grade = (candidate: number): number => Math.round(1e6 * expected[candidate]!);
  const total = (candidates: readonly number[]): number =>
    candidates.reduce((sum, candidate) => sum + grade(candidate), 0);
  const first = [...order.subarray(0, depth)];
  const entrants = first.filter((candidate) => baseRank[candidate]! >= depth);
  const leavers: number[] = [];
  for (let at = depth; leavers.length < entrants.length; at++) {
    if (baseRank[order[at]!]! < depth) leavers.push(order[at]!);
  }
  const admitted = entrants
    .filter((candidate) => expected[candidate]! > poorGrade)
    .sort((a, b) => grade(b) - grade(a));
  // As many leavers stay as are held, those that stand highest.
  let staying = entrants.length - admitted.length;
  for (; total(admitted) < total(leavers.slice(staying)); staying++) admitted.pop();
  const held = new Set(entrants.filter((candidate) => !admitted.includes(candidate)));
  if (staying === 0) return { order, held };
  const kept = new Set(leavers.slice(0, staying));
  const floored = order.slice();
  floored.set([...first.filter((candidate) => !held.has(candidate)), ...kept, ...held]);
  // Whatever stood behind one that stays keeps its rank.
  for (let at = depth, to = depth + held.size; to > at; at++) {
    if (!kept.has(order[at]!)) floored[to++] = order[at]!;
  }
  return { order: floored, held };
}
