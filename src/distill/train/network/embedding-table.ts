import type { TableFormat } from '../../../core/format/packed-table.ts';
import type { Random } from '../../../core/math/random.ts';
import type { EncodedObjects } from '../data/encoded-objects.ts';
import { createTrainKernel } from './kernel/kernel.ts';
import { quantizeRow } from './quantize-row.ts';

/** Tokens of many objects; the same object again means the same tokens. */
export type Tokens = Pick<EncodedObjects, 'hashes' | 'weights'>;

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
  /** One squared-gradient accumulator a row. */
  readonly accumulators: Float32Array;
  /** A copy of the rows as trained: rows × width. */
  values(): Float32Array;
  /** Writes the weighted sum of the rows of tokens `from` … `to` to `out` from `outAt`. */
  sum(tokens: Tokens, from: number, to: number, out: Float32Array, outAt: number): void;
  /** Adds `gradient` (`width` numbers, of what {@link sum} wrote) to the gradients of the tokens' rows. */
  addGradient(tokens: Tokens, from: number, to: number, gradient: Float32Array): void;
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
  // Rows are padded with zeros to whole SIMD registers.
  const stride = Math.ceil(width / 4) * 4;
  const kernel = createTrainKernel();
  const rowsBytes = rows * stride * 4;
  const valuesAt = kernel.allocate(rowsBytes);
  const gradientsAt = kernel.allocate(rowsBytes);
  // Rows as they will ship, made on first use after each change.
  const shippedAt = format === 'float' ? valuesAt : kernel.allocate(rowsBytes);
  const scratchAt = kernel.allocate(stride * 4);
  const accumulators = new Float32Array(rows);
  const touched: number[] = [];
  const isTouched = new Uint8Array(rows);
  const isFresh = new Uint8Array(rows);
  const stored = new Int8Array(width);

  let values: Float32Array;
  let gradients: Float32Array;
  let shipped: Float32Array;
  let scratch: Float32Array;
  const view = (): void => {
    values = kernel.floats(valuesAt, rows * stride);
    gradients = kernel.floats(gradientsAt, rows * stride);
    shipped = kernel.floats(shippedAt, rows * stride);
    scratch = kernel.floats(scratchAt, stride);
  };
  view();
  const deviation = 1 / Math.sqrt(width);
  for (let r = 0; r < rows; r++) {
    for (let d = 0; d < width; d++) values![r * stride + d] = random.normal() * deviation;
  }

  /** Where the tokens of objects lie in the kernel's memory: their rows, and their weights. */
  const attached = new WeakMap<object, { rowsAt: number; weightsAt: number }>();
  function attach(objects: Tokens): { rowsAt: number; weightsAt: number } {
    let entry = attached.get(objects);
    if (entry === undefined) {
      const { hashes, weights } = objects;
      entry = {
        rowsAt: kernel.allocate(hashes.length * 4),
        weightsAt: kernel.allocate(weights.length),
      };
      kernel.bytes(entry.weightsAt, weights.length).set(weights);
      const rowOf = kernel.words(entry.rowsAt, hashes.length);
      for (let t = 0; t < hashes.length; t++) rowOf[t] = hashes[t]! % rows;
      attached.set(objects, entry);
      view();
    }
    return entry;
  }

  function refresh(row: number): void {
    if (isFresh[row] === 1) return;
    const from = row * stride;
    const step = quantizeRow(format as TableFormat, values.subarray(from, from + width), stored);
    for (let d = 0; d < width; d++) shipped[from + d] = step * stored[d]!;
    isFresh[row] = 1;
  }

  return {
    rows,
    width,
    format,
    accumulators,
    values() {
      const dense = new Float32Array(rows * width);
      for (let r = 0; r < rows; r++) {
        dense.set(values.subarray(r * stride, r * stride + width), r * width);
      }
      return dense;
    },
    sum(objects, from, to, out, outAt) {
      const { rowsAt, weightsAt } = attach(objects);
      if (format !== 'float') {
        for (let t = from; t < to; t++) refresh(objects.hashes[t]! % rows);
      }
      kernel.sumRows(rowsAt + 4 * from, weightsAt + from, to - from, shippedAt, stride, scratchAt);
      for (let d = 0; d < width; d++) out[outAt + d] = scratch[d]!;
    },
    addGradient(objects, from, to, gradient) {
      const { rowsAt, weightsAt } = attach(objects);
      for (let t = from; t < to; t++) {
        const row = objects.hashes[t]! % rows;
        if (isTouched[row] === 1) continue;
        isTouched[row] = 1;
        touched.push(row);
      }
      scratch.set(gradient);
      kernel.addToRows(
        rowsAt + 4 * from,
        weightsAt + from,
        to - from,
        scratchAt,
        stride,
        gradientsAt,
      );
    },
    update(learningRate) {
      for (const row of touched) {
        const from = row * stride;
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
      for (let r = 0; r < rows; r++) {
        values.set(newValues.subarray(r * width, (r + 1) * width), r * stride);
      }
      accumulators.set(newAccumulators);
      isFresh.fill(0);
    },
  };
}
