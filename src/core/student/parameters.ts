import type { Side } from '../features/schema.ts';
import type { PackedTable } from '../format/packed-table.ts';

/**
 * A dense integer layer: `out[o] = requantize(bias[o] + Σ weights[o][i] · in[i], multiplier[o], shift)`.
 */
export interface DenseLayer {
  inputs: number;
  outputs: number;
  /** outputs × inputs, int8. */
  weights: Int8Array;
  bias: Int32Array;
  multiplier: Uint8Array;
  shift: number;
}

/** The residual network that follows the pooled fields of one side. */
export interface Tower {
  /** width → hidden, then clamped to 0 … 127. */
  enter: DenseLayer;
  /** hidden → width, in units of 1/RESIDUAL of the input's. */
  leave: DenseLayer;
}

/** The scoring head, before it is folded with a profile. */
export interface Head {
  hidden: number;
  /** hidden × width: weighs profile ∘ item. */
  pairWeights: Int8Array;
  /** hidden × width: weighs the item alone. */
  itemWeights: Int8Array;
  /** Folding: `folded = clamp(requantize(pair · profile + (item << foldItemShift), foldMultiplier, foldShift))`. */
  foldItemShift: number;
  foldMultiplier: Uint8Array;
  foldShift: number;
  /** hidden × crosses: weighs the cross features, shifted left by crossShift before they are added. */
  crossWeights: Int8Array;
  crossShift: number;
  bias: Int32Array;
  /** Requantization of the hidden layer to 0 … 127. */
  multiplier: Uint8Array;
  shift: number;
  /** outputs × hidden. */
  outHidden: Int8Array;
  outHiddenShift: number;
  /** 2 · outputs × crosses: see outCrossWeights. */
  outCross: Int8Array;
  outCrossShift: number;
  /** Weight of profile · item in each output: as many as there are outputs. */
  outDot: Int8Array;
  outBias: Int32Array;
}

/** All integers of a student. */
export interface StudentParameters {
  /** Length of the dense part of an item code. */
  width: number;
  tableRows: number;
  /** tableRows × width, as stored; who encodes expands it. */
  table: PackedTable;
  /** Rarity of each row's tokens, 1 … 255. */
  rarity: Uint8Array;
  /** One gain a field, 0 … 127. */
  gains: Record<Side, Int8Array>;
  towers: Record<Side, Tower | undefined>;
  head: Head;
  /** Cross features a pair: 2 × the schema's crosses. */
  crossFeatures: number;
}
