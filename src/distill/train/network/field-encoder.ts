import type { EmbeddingTable } from './embedding-table.ts';
import type { EncodedObjects } from '../data/encoded-objects.ts';

/** A forward pass, kept for the way back. */
export interface FieldPass {
  /** objects × width: the sum of each object's field vectors, weighed by their gains. */
  mixed: Float32Array;
  /** objects × fields × width: pooled tokens, each field a unit vector (or zero). */
  units: Float32Array;
  /** objects × fields: 1 / length before normalization, 0 for an empty field. */
  scales: Float32Array;
}

/**
 * The first part of encoding: pools the tokens of each field, normalizes, weighs by |gain|, and sums. In
 * closed form rather than in the tensor library, since fields are many and mostly empty.
 */
export function mixFields(
  table: EmbeddingTable,
  gains: Float32Array,
  objects: EncodedObjects,
  which: ArrayLike<number>,
): FieldPass {
  const { width } = table;
  const { fieldCount, ends } = objects;
  const pass: FieldPass = {
    mixed: new Float32Array(which.length * width),
    units: new Float32Array(which.length * fieldCount * width),
    scales: new Float32Array(which.length * fieldCount),
  };
  const { mixed, units, scales } = pass;
  for (let n = 0; n < which.length; n++) {
    const first = which[n]! * fieldCount;
    let at = first === 0 ? 0 : ends[first - 1]!;
    for (let f = 0; f < fieldCount; f++) {
      const end = ends[first + f]!;
      if (end === at) continue;
      const unit = (n * fieldCount + f) * width;
      table.sum(objects, at, end, units, unit);
      at = end;
      let squares = 0;
      for (let d = unit; d < unit + width; d++) squares += units[d]! * units[d]!;
      if (squares === 0) continue;
      const scale = 1 / Math.sqrt(squares);
      const gain = Math.abs(gains[f]!);
      scales[n * fieldCount + f] = scale;
      for (let d = 0; d < width; d++) {
        units[unit + d]! *= scale;
        mixed[n * width + d]! += gain * units[unit + d]!;
      }
    }
  }
  return pass;
}

/**
 * The way back through {@link mixFields}: adds to the table's row gradients and to `gainGradient`.
 *
 * @param gradient of `pass.mixed`
 */
export function mixFieldsGradient(
  table: EmbeddingTable,
  gains: Float32Array,
  objects: EncodedObjects,
  which: ArrayLike<number>,
  pass: FieldPass,
  gradient: Float32Array,
  gainGradient: Float32Array,
): void {
  const { width } = table;
  const { fieldCount, ends } = objects;
  const row = new Float32Array(width);
  for (let n = 0; n < which.length; n++) {
    const first = which[n]! * fieldCount;
    let at = first === 0 ? 0 : ends[first - 1]!;
    for (let f = 0; f < fieldCount; f++) {
      const end = ends[first + f]!;
      const scale = pass.scales[n * fieldCount + f]!;
      if (scale > 0) {
        const unit = (n * fieldCount + f) * width;
        let along = 0;
        for (let d = 0; d < width; d++) along += gradient[n * width + d]! * pass.units[unit + d]!;
        const gain = gains[f]!;
        gainGradient[f]! += Math.sign(gain) * along;
        // The derivative of x / |x| leaves out the part along x.
        const factor = Math.abs(gain) * scale;
        for (let d = 0; d < width; d++) {
          row[d] = factor * (gradient[n * width + d]! - along * pass.units[unit + d]!);
        }
        table.addGradient(objects, at, end, row);
      }
      at = end;
    }
  }
}
