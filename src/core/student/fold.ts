import { clampInt8, requantize } from '../math/rounding.ts';
import type { StudentParameters } from './parameters.ts';

/**
 * The head folded with one profile: what is left per item is a small integer network over the item's code
 * and its cross features,
 *
 *     hidden[h] = clamp(requantize(Σ weights[h][d]·item[d] + (Σ crossWeights[h][c]·cross[c] << crossShift)
 *                 + bias[h], multiplier[h], shift), 0, 127)
 *     out[k]    = (Σ outHidden[k][h]·hidden[h] << outHiddenShift)
 *               + (Σ outCross[k][c]·cross[c] << outCrossShift) + outDot[k] · Σ profile[d]·item[d] + outBias[k]
 *
 * all in 32-bit integers, `outCross` being what outCrossWeights gives.
 */
export interface Query {
  width: number;
  hidden: number;
  crossFeatures: number;
  /** hidden × width. */
  weights: Int8Array;
  profile: Int8Array;
  crossWeights: Int8Array;
  crossShift: number;
  bias: Int32Array;
  multiplier: Uint8Array;
  shift: number;
  /** outputs × hidden. */
  outHidden: Int8Array;
  outHiddenShift: number;
  /** 2 · outputs × crosses: see outCrossWeights. */
  outCross: Int8Array;
  outCrossShift: number;
  outDot: Int8Array;
  outBias: Int32Array;
}

/** Folds the head with a profile's dense code: once a ranking. */
export function foldProfile(parameters: StudentParameters, profile: Int8Array): Query {
  const { width, head, crossFeatures } = parameters;
  const weights = new Int8Array(head.hidden * width);
  for (let h = 0, at = 0; h < head.hidden; h++) {
    const multiplier = head.foldMultiplier[h]!;
    for (let d = 0; d < width; d++, at++) {
      const acc =
        head.pairWeights[at]! * profile[d]! + (head.itemWeights[at]! << head.foldItemShift);
      weights[at] = clampInt8(requantize(acc, multiplier, head.foldShift));
    }
  }
  return { ...head, width, crossFeatures, weights, profile };
}
