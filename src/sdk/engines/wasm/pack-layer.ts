import type { DenseLayer } from '../../../core/student/parameters.ts';
import { UNITS } from './layout.ts';

/** Blocks of sixteen that `outputs` fill. */
export function layerBlocks(outputs: number): number {
  return Math.ceil(outputs / UNITS);
}

/** Bytes of a packed layer whose inputs are padded to `inputs`: {@link packLayer}. */
export function packedLayerBytes(outputs: number, inputs: number): number {
  return layerBlocks(outputs) * UNITS * (8 + 2 * inputs);
}

/**
 * Widens a dense layer to 16 bits in the order in which the kernel reads it, sixteen outputs together:
 * bias 16 × i32, multiplier 16 × i32, then for each pair of inputs each output's two weights. Filled up with
 * zeros, which memory that was never written holds.
 *
 * @param at address in `words`, in bytes, a multiple of 16
 */
export function packLayer(
  layer: DenseLayer,
  inputs: number,
  words: Int32Array,
  halves: Int16Array,
  at: number,
): void {
  const blockBytes = UNITS * (8 + 2 * inputs);
  for (let o = 0; o < layer.outputs; o++) {
    const unit = o % UNITS;
    const block = at + blockBytes * ((o - unit) / UNITS);
    words[(block >> 2) + unit] = layer.bias[o]!;
    words[(block >> 2) + UNITS + unit] = layer.multiplier[o]!;
    const weights = ((block + 8 * UNITS) >> 1) + 2 * unit;
    for (let i = 0; i < layer.inputs; i++) {
      halves[weights + 2 * UNITS * (i >> 1) + (i & 1)] = layer.weights[o * layer.inputs + i]!;
    }
  }
}
