import { requantize } from '../math/rounding.ts';
import type { Query } from './fold.ts';

/**
 * The definition of scoring: the integer outputs of the folded head for a list of jobs. Every engine gives
 * these bits.
 *
 * @param codes job codes, `stride` bytes each, the dense int8 vector first
 * @param slots which codes to score, by index
 * @param crosses cross features, `query.crossFeatures` bytes for each of `slots`, in their order
 * @param out receives 2 integers (policy, click) for each of `slots`
 */
export function scoreJobs(
  query: Query,
  codes: Int8Array,
  stride: number,
  slots: Uint32Array,
  crosses: Uint8Array,
  out: Int32Array,
): void {
  const { width, hidden, crossFeatures, weights, profile, crossWeights, crossShift } = query;
  const { bias, multiplier, shift, outHidden, outCross, outDot, outBias } = query;
  for (let n = 0; n < slots.length; n++) {
    const job = slots[n]! * stride;
    const cross = n * crossFeatures;
    let policy = 0;
    let click = 0;
    for (let h = 0; h < hidden; h++) {
      let acc = 0;
      for (let d = 0, at = h * width; d < width; d++, at++) acc += weights[at]! * codes[job + d]!;
      let crossAcc = 0;
      for (let c = 0, at = h * crossFeatures; c < crossFeatures; c++, at++) {
        crossAcc += crossWeights[at]! * crosses[cross + c]!;
      }
      const value = requantize(acc + (crossAcc << crossShift) + bias[h]!, multiplier[h]!, shift);
      if (value > 0) {
        const active = value > 127 ? 127 : value;
        policy += outHidden[h]! * active;
        click += outHidden[hidden + h]! * active;
      }
    }
    let dot = 0;
    for (let d = 0; d < width; d++) dot += profile[d]! * codes[job + d]!;
    let policyCross = 0;
    let clickCross = 0;
    for (let c = 0; c < crossFeatures; c++) {
      policyCross += outCross[c]! * crosses[cross + c]!;
      clickCross += outCross[crossFeatures + c]! * crosses[cross + c]!;
    }
    out[2 * n] =
      (policy << query.outHiddenShift) +
      (policyCross << query.outCrossShift) +
      outDot[0]! * dot +
      outBias[0]!;
    out[2 * n + 1] =
      (click << query.outHiddenShift) +
      (clickCross << query.outCrossShift) +
      outDot[1]! * dot +
      outBias[1]!;
  }
}
