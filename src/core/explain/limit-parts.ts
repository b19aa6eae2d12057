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
 * @param outputs the item's policy and click output
 */
export function splitLimits(
  student: Student,
  limits: readonly Limit[],
  which: number,
  [policy, click]: readonly [policy: number, click: number],
  alpha: number,
): LimitPart[] {
  const held = limits.filter((_, l) => which & (1 << l)).sort((a, b) => b.cap - a.cap);
  let before = readOutputs(student, policy, click, alpha).score;
  const parts = held.map((limit) => {
    const { score } = readOutputs(student, policy, click, alpha, limit.cap);
    const value = score - before;
    before = score;
    return { limit, value };
  });
  return parts.reverse();
}
