import { requantize } from '../math/rounding.ts';
import type { Query } from './fold.ts';
import { outCrossWeights } from './out-cross.ts';

/**
 * The definition of scoring: the integer outputs of the folded head for a list of items. Every engine gives
 * these bits.
 *
 * @param codes item codes, `stride` bytes each, the dense int8 vector first
 * @param slots which codes to score, by index
 * @param crosses cross features, `query.crossFeatures` bytes for each of `slots`, in their order
 * @param out receives 2 integers (policy, click) for each of `slots`
 */
export function scoreItems(
  query: Query,
  codes: Int8Array,
  stride: number,
  slots: Uint32Array,
  crosses: Uint8Array,
  out: Int32Array,
): void {
  const { width, hidden, crossFeatures, weights, profile, crossWeights, crossShift } = query;
  const { bias, multiplier, shift, outHidden, outDot, outBias } = query;
  const outCross = outCrossWeights(query);
  const accs = new Int32Array(hidden);
  const crossAccs = new Int32Array(hidden);
  for (let n = 0; n < slots.length; n++) {
    const item = slots[n]! * stride;
    const cross = n * crossFeatures;
    let policy = 0;
    let click = 0;
    multiply(weights, hidden, width, codes, item, accs);
    multiply(crossWeights, hidden, crossFeatures, crosses, cross, crossAccs);
    for (let h = 0; h < hidden; h++) {
      const acc = accs[h]! + (crossAccs[h]! << crossShift) + bias[h]!;
      const value = requantize(acc, multiplier[h]!, shift);
      if (value > 0) {
        const active = value > 127 ? 127 : value;
        policy += outHidden[h]! * active;
        click += outHidden[hidden + h]! * active;
      }
    }
    let dot = 0;
    for (let d = 0; d < width; d++) dot += profile[d]! * codes[item + d]!;
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

/** `out[r] = Σ matrix[r][c] · vector[from + c]`, four rows at a time: the vector is read once for all four. */
function multiply(
  matrix: Int8Array,
  rows: number,
  columns: number,
  vector: Int8Array | Uint8Array,
  from: number,
  out: Int32Array,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const r0 = row * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    for (let c = 0; c < columns; c++) {
      const x = vector[from + c]!;
      a0 = (a0 + Math.imul(matrix[r0 + c]!, x)) | 0;
      a1 = (a1 + Math.imul(matrix[r1 + c]!, x)) | 0;
      a2 = (a2 + Math.imul(matrix[r2 + c]!, x)) | 0;
      a3 = (a3 + Math.imul(matrix[r3 + c]!, x)) | 0;
    }
    out[row] = a0;
    out[row + 1] = a1;
    out[row + 2] = a2;
    out[row + 3] = a3;
  }
  for (; row < rows; row++) {
    let acc = 0;
    for (let c = 0; c < columns; c++) {
      acc = (acc + Math.imul(matrix[row * columns + c]!, vector[from + c]!)) | 0;
    }
    out[row] = acc;
  }
}
