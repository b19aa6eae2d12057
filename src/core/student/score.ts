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
 * @param out receives an integer for each output, for each of `slots`
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
  const outputs = outDot.length;
  const outCross = outCrossWeights(query);
  const accs = new Int32Array(hidden);
  const crossAccs = new Int32Array(hidden);
  const active = new Uint8Array(hidden);
  const sums = new Int32Array(outputs);
  for (let n = 0; n < slots.length; n++) {
    const item = slots[n]! * stride;
    const cross = n * crossFeatures;
    multiply(weights, hidden, width, codes, item, accs);
    multiply(crossWeights, hidden, crossFeatures, crosses, cross, crossAccs);
    for (let h = 0; h < hidden; h++) {
      const acc = accs[h]! + (crossAccs[h]! << crossShift) + bias[h]!;
      const value = requantize(acc, multiplier[h]!, shift);
      active[h] = value > 0 ? (value > 127 ? 127 : value) : 0;
    }
    multiply(outHidden, outputs, hidden, active, 0, sums);
    let dot = 0;
    for (let d = 0; d < width; d++) dot += profile[d]! * codes[item + d]!;
    for (let k = 0, w = 0; k < outputs; k++) {
      let crossSum = 0;
      for (let c = 0; c < crossFeatures; c++, w++) crossSum += outCross[w]! * crosses[cross + c]!;
      out[outputs * n + k] =
        (sums[k]! << query.outHiddenShift) +
        (crossSum << query.outCrossShift) +
        outDot[k]! * dot +
        outBias[k]!;
    }
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
