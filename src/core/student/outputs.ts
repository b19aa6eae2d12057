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

/** The highest policy logit under each cap: where the expected grade is the cap, and of 0 where it is a quarter. */
const CAP_LOGITS = [-2.70805020110221, -1.0986122886681098, 0, 1.0986122886681098, Infinity];

/** The policy logit that a cap leaves, 0 … 4. */
export function capLogit(logit: number, cap: number): number {
  return Math.min(logit, CAP_LOGITS[cap]!);
}

/**
 * Reads the integer outputs of one pair.
 *
 * @param alpha default: the model's
 * @param cap the best grade that limits leave it, 0 … 4; grade and score are only ever lowered
 */
export function readOutputs(
  student: Student,
  policyOutput: number,
  clickOutput: number,
  alpha: number = student.alpha,
  cap = 4,
): Outcome {
  const policyLogit = capLogit(
    policyOutput * student.outputScale[0] + student.outputOffset[0],
    cap,
  );
  const clickLogit = clickOutput * student.outputScale[1] + student.outputOffset[1];
  return {
    policy: Math.min(4 * logistic(policyLogit), cap),
    click: logistic(clickLogit),
    score: alpha * policyLogit + (1 - alpha) * clickLogit,
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
