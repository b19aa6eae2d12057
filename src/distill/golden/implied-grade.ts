import type { GradeValue } from '../../core/types.ts';
import { scoreOfMean } from '../policy/glide.ts';
import type { Policy } from '../policy/policy.ts';
import type { LlmAnswer } from './answer-schema.ts';

/** What a model's own levels and limits come to by the policy's arithmetic. */
export interface ImpliedGrade {
  grade: GradeValue;
  /** On the continuous scale 0–4, before hard limits. */
  score: number;
}

/** Slack for sums of weights in floating point. */
const EPSILON = 1e-9;

/**
 * Does the policy's sum over the levels that a model gave: models judge evidence better than they average.
 * Undefined where the model gave no level that counts.
 */
export function impliedGrade(policy: Policy, answer: LlmAnswer): ImpliedGrade | undefined {
  let weights = 0;
  let levels = 0;
  for (const { id, weight } of policy.criteria) {
    const level = answer.criteria[id];
    if (level === undefined || level === null) continue;
    weights += weight;
    levels += weight * level;
  }
  if (weights === 0) return undefined;
  const mean = levels / weights;
  let grade: GradeValue = 0;
  for (const band of policy.grades) if (mean + EPSILON >= band.from) grade = band.grade;
  for (const { id, cap } of [...policy.limits, ...policy.caps]) {
    if (answer.limits.includes(id) && cap < grade) grade = cap;
  }
  return { grade, score: scoreOfMean(mean, policy.grades) };
}
