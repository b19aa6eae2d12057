import type { Student } from './student.ts';

/** What the two outputs of a pair mean. */
export interface Outcome {
  /** Expected policy grade, 0 … 4. */
  policy: number;
  /** Probability of a click, given that the item is seen, 0 … 1. */
  click: number;
  /** `alpha · policy logit + (1 − alpha) · click logit`: what ranks. */
  score: number;
}

/** Reads the integer outputs of one pair. `alpha` defaults to the model's. */
export function readOutputs(
  student: Student,
  policyOutput: number,
  clickOutput: number,
  alpha: number = student.alpha,
): Outcome {
  const policyLogit = policyOutput * student.outputScale[0] + student.outputOffset[0];
  const clickLogit = clickOutput * student.outputScale[1] + student.outputOffset[1];
  return {
    policy: 4 * logistic(policyLogit),
    click: logistic(clickLogit),
    score: alpha * policyLogit + (1 - alpha) * clickLogit,
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
