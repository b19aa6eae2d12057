import type { Student } from './student.ts';

/** The highest policy logit under each cap: where the expected grade is the cap, and of 0 where it is a quarter. */
const CAP_LOGITS = [-2.70805020110221, -1.0986122886681098, 0, 1.0986122886681098, Infinity];

/** The policy logit that a cap leaves, 0 … 4. */
export function capLogit(logit: number, cap: number): number {
  return Math.min(logit, CAP_LOGITS[cap]!);
}

/** What is read of outputs: a student's, or as much of it. */
type Outputs = Pick<
  Student,
  'outputScale' | 'outputOffset' | 'outputRange' | 'policyAt' | 'weights'
>;

/**
 * Reads the integer outputs of one pair.
 *
 * @param outputs the pair's lie from `at` on, one for each of the student's
 * @param values receives what each output says: of the policy the expected grade, of an event its chance
 * @param weights what each output is worth; default: the model's
 * @param cap the best grade that limits leave it, 0 … 4; grade and score are only ever lowered
 * @returns the score, `Σ weight · logit`: what ranks
 */
export function readOutputs(
  { outputScale, outputOffset, outputRange, policyAt, weights: own }: Outputs,
  outputs: ArrayLike<number>,
  at: number,
  values: Float64Array,
  weights: readonly number[] = own,
  cap = 4,
): number {
  let score = 0;
  for (let k = 0; k < weights.length; k++) {
    const [worst, best] = outputRange[k]!;
    let logit = outputs[at + k]! * outputScale[k]! + outputOffset[k]!;
    if (k === policyAt) logit = capLogit(logit, cap);
    score += weights[k]! * logit;
    const value = worst + (best - worst) / (1 + Math.exp(-logit));
    values[k] = k === policyAt ? Math.min(value, cap) : value;
  }
  return score;
}
