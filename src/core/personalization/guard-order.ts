import { applyPolicyFloor, type Floored, type PolicyFloor } from './policy-floor.ts';
import { standAside } from './stand-aside.ts';

/** A list of candidates, and the orders that it may have. */
export interface GuardedList {
  /** Candidates by the score without signals, best first, what is forbidden behind all others. */
  base: Uint32Array;
  /** The same by the score with all that is added to it. */
  wished: Uint32Array;
  /** The best grade that limits leave each candidate; without limits `undefined`. */
  caps: ArrayLike<number> | undefined;
  /** Policy grade of each candidate, 0 … 4. */
  expected: ArrayLike<number>;
  /** Candidates that the person has dismissed. */
  dismissed: ReadonlySet<number>;
}

/**
 * The order in which a list is shown: as wished, but what was dismissed is out of the first ranks, and the policy
 * floor is kept against those that would stand there if there were nothing but the dismissals.
 *
 * @param floor without one, what was dismissed stands aside all the same
 * @param depth how many ranks what was dismissed keeps out of
 */
export function guardOrder(
  { base, wished, caps, expected, dismissed }: GuardedList,
  floor: PolicyFloor | undefined,
  depth: number,
): Floored {
  const order = standAside(wished, dismissed, caps, depth);
  if (floor === undefined) return { order, held: new Set() };
  const first = firstWithout(base, dismissed, expected, floor);
  return applyPolicyFloor(order, first, expected, floor);
}

/**
 * The first `depth` of an order without what was dismissed. In its place no poor match comes up as long as there is
 * something better, though it may stand further down.
 */
function firstWithout(
  base: Uint32Array,
  dismissed: ReadonlySet<number>,
  expected: ArrayLike<number>,
  { poorGrade, depth }: PolicyFloor,
): readonly number[] {
  if (dismissed.size === 0) return [...base.subarray(0, depth)];
  const first: number[] = [];
  const poor: number[] = [];
  for (let rank = 0; rank < base.length && first.length < depth; rank++) {
    const candidate = base[rank]!;
    if (dismissed.has(candidate)) continue;
    (rank < depth || expected[candidate]! > poorGrade ? first : poor).push(candidate);
  }
  return [...first, ...poor, ...base.filter((one) => dismissed.has(one))].slice(0, depth);
}
