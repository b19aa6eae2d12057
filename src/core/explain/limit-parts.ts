import type { Limit } from '../limits/limit.ts';
import { readOutputs } from '../student/outputs.ts';
import type { Student } from '../student/student.ts';

/** One limit's part of a score. */
export interface LimitPart {
  limit: Limit;
  /** What its cap takes off, never above 0. */
  value: number;
}

/**
 * What the limits that hold take off a base score: the highest cap first, so that each takes off what is left to it.
 * The lowest cap, which decides, comes first.
 *
 * @param which bit l where limit l holds
 * @param outputs the item's integers
 * @param weights what each output is worth in the score
 */
export function splitLimits(
  student: Student,
  limits: readonly Limit[],
  which: number,
  outputs: ArrayLike<number>,
  weights: readonly number[],
): LimitPart[] {
  const held = limits.filter((_, l) => which & (1 << l)).sort((a, b) => b.cap - a.cap);
  const values = new Float64Array(weights.length);
  let before = readOutputs(student, outputs, 0, values, weights);
  const parts = held.map((limit) => {
    const score = readOutputs(student, outputs, 0, values, weights, limit.cap);
    const value = score - before;
    before = score;
    return { limit, value };
  });
  return parts.reverse();
}
