import type { TableFormat } from '../../core/format/packed-table.ts';
import type { Random } from '../../core/math/random.ts';
import type { EncodedObjects } from './encoded-objects.ts';
import { quantizeRow } from '../quantize/quantize-row.ts';

/**
 * A trainable table of hashed embeddings, outside the tensor library because a step touches few of its
 * rows. With a quantized format, pooling sees the rows as they will ship and gradients pass straight
 * through to the float rows (straight-through estimator, Bengio et al., arXiv 1308.3432).
 *
 * Rows are updated by row-wise Adagrad: one accumulator a row (Gupta et al., "Training recommender
 * systems at scale", arXiv 2003.09518).
 */
export interface EmbeddingTable {
  readonly rows: number;
  readonly width: number;
  readonly format: TableFormat | 'float';
  /** rows × width, as trained. */
  readonly values: Float32Array;
  /** One squared-gradient accumulator a row. */
  readonly accumulators: Float32Array;
  /** Adds the weighted sum of the rows of tokens `from` … `to` to `out` from `outAt`. */
  add(
    tokens: Pick<EncodedObjects, 'hashes' | 'weights'>,
    from: number,
    to: number,
    out: Float32Array,
    outAt: number,
  ): void;
  /** Adds `gradient` (`width` numbers, of the sum that {@link add} made) to the gradients of its rows. */
  addGradient(
    tokens: Pick<EncodedObjects, 'hashes' | 'weights'>,
    from: number,
    to: number,
    gradient: Float32Array,
  ): void;
  /** Updates every row that has a gradient, and clears the gradients. */
  update(learningRate: number): void;
  /** Continues from saved rows. */
  replace(values: Float32Array, accumulators: Float32Array): void;
}

/** Creates a table of small random rows. */
export function createEmbeddingTable(
  rows: number,
  width: number,
  format: TableFormat | 'float',
  random: Random,
): EmbeddingTable {
  const values = new Float32Array(rows * width);
  const deviation = 1 / Math.sqrt(width);
  for (let i = 0; i < values.length; i++) values[i] = random.normal() * deviation;
  const accumulators = new Float32Array(rows);
  const gradients = new Float32Array(rows * width);
  const touched: number[] = [];
  const isTouched = new Uint8Array(rows);
  const stored = new Int8Array(width);
  // Rows as they will ship, made on first use after each change.
  const shipped = format === 'float' ? values : new Float32Array(rows * width);
  const isFresh = new Uint8Array(rows);

  function refresh(row: number): void {
    if (format === 'float' || isFresh[row] === 1) return;
    const from = row * width;
    const step = quantizeRow(format, values.subarray(from, from + width), stored);
    for (let d = 0; d < width; d++) shipped[from + d] = step * stored[d]!;
    isFresh[row] = 1;
  }

  return {
    rows,
    width,
    format,
    values,
    accumulators,
    add({ hashes, weights }, from, to, out, outAt) {
      for (let at = from; at < to; at++) refresh(hashes[at]! % rows);
      // Eight sums at a time stay in registers while the tokens pass by.
      let d = 0;
      for (; d + 8 <= width; d += 8) {
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        let s4 = 0;
        let s5 = 0;
        let s6 = 0;
        let s7 = 0;
        for (let at = from; at < to; at++) {
          const r = (hashes[at]! % rows) * width + d;
          const weight = weights[at]!;
          s0 += weight * shipped[r]!;
          s1 += weight * shipped[r + 1]!;
          s2 += weight * shipped[r + 2]!;
          s3 += weight * shipped[r + 3]!;
          s4 += weight * shipped[r + 4]!;
          s5 += weight * shipped[r + 5]!;
          s6 += weight * shipped[r + 6]!;
          s7 += weight * shipped[r + 7]!;
        }
        const o = outAt + d;
        out[o]! += s0;
        out[o + 1]! += s1;
        out[o + 2]! += s2;
        out[o + 3]! += s3;
        out[o + 4]! += s4;
        out[o + 5]! += s5;
        out[o + 6]! += s6;
        out[o + 7]! += s7;
      }
      for (; d < width; d++) {
        for (let at = from; at < to; at++) {
          out[outAt + d]! += weights[at]! * shipped[(hashes[at]! % rows) * width + d]!;
        }
      }
    },
    addGradient({ hashes, weights }, from, to, gradient) {
      for (let at = from; at < to; at++) {
        const row = hashes[at]! % rows;
        if (isTouched[row] === 0) {
          isTouched[row] = 1;
          touched.push(row);
        }
        const weight = weights[at]!;
        let r = row * width;
        let d = 0;
        for (; d + 4 <= width; d += 4, r += 4) {
          gradients[r]! += weight * gradient[d]!;
          gradients[r + 1]! += weight * gradient[d + 1]!;
          gradients[r + 2]! += weight * gradient[d + 2]!;
          gradients[r + 3]! += weight * gradient[d + 3]!;
        }
        for (; d < width; d++, r++) gradients[r]! += weight * gradient[d]!;
      }
    },
    update(learningRate) {
      for (const row of touched) {
        const from = row * width;
        let squares = 0;
        for (let d = from; d < from + width; d++) squares += gradients[d]! * gradients[d]!;
        accumulators[row]! += squares / width;
        const rate = learningRate / (Math.sqrt(accumulators[row]!) + 1e-8);
        for (let d = from; d < from + width; d++) {
          values[d]! -= rate * gradients[d]!;
          gradients[d] = 0;
        }
        isTouched[row] = 0;
        isFresh[row] = 0;
      }
      touched.length = 0;
    },
    replace(newValues, newAccumulators) {
      values.set(newValues);
      accumulators.set(newAccumulators);
      isFresh.fill(0);
    },
  };
}
