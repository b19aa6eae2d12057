import type { Batch } from '../../../../src/distill/train/data/lists.ts';
import type { PairData } from '../../../../src/distill/train/data/pair-data.ts';
import type { PairNetwork } from '../../../../src/distill/train/network/pair-network.ts';
import type { NetworkSize } from '../../../../src/distill/train/network/network-size.ts';

/** All weights of a network, in doubles, so that they can be nudged a little. */
export type Weights = Record<string, Float64Array>;

export function readWeights(network: PairNetwork): Weights {
  const weights: Weights = {
    table: Float64Array.from(network.table.values()),
    'gain.item': Float64Array.from(network.gains.item),
    'gain.profile': Float64Array.from(network.gains.profile),
  };
  for (const [name, { values }] of network.weights) {
    weights[name] = Float64Array.from(values);
  }
  return weights;
}

/** The forward pass by its definition, in doubles: lists × perList × 2. */
export function plainLogits(
  data: PairData,
  size: NetworkSize,
  weights: Weights,
  batch: Batch,
): Float64Array {
  const { width, hidden } = size;
  const codes = {
    profile: Array.from(batch.profiles, (i) => encode(data, size, weights, 'profile', i)),
    item: Array.from(batch.items, (i) => encode(data, size, weights, 'item', i)),
  };
  const logits = new Float64Array(batch.pairs.length * 2);
  for (let at = 0; at < batch.pairs.length; at++) {
    const profile = codes.profile[Math.floor(at / batch.perList)]!;
    const item = codes.item[batch.pairs[at]!]!;
    const cross = batch.crosses.subarray(at * data.crossFeatures, (at + 1) * data.crossFeatures);
    for (let k = 0; k < 2; k++) {
      let out = weights['head.outBias']![k]!;
      for (let d = 0; d < width; d++) out += weights['head.outDot']![k]! * profile[d]! * item[d]!;
      cross.forEach((x, c) => (out += weights['head.outCross']![2 * c + k]! * x));
      for (let h = 0; h < hidden; h++) {
        let acc = weights['head.bias']![h]!;
        for (let d = 0; d < width; d++) {
          acc += weights['head.pair']![d * hidden + h]! * profile[d]! * item[d]!;
          acc += weights['head.item']![d * hidden + h]! * item[d]!;
        }
        cross.forEach((x, c) => (acc += weights['head.cross']![c * hidden + h]! * x));
        out += weights['head.outHidden']![2 * h + k]! * Math.max(0, acc);
      }
      logits[2 * at + k] = out;
    }
  }
  return logits;
}

function encode(
  data: PairData,
  { width, tower, tableRows }: NetworkSize,
  weights: Weights,
  side: 'item' | 'profile',
  object: number,
): number[] {
  const {
    hashes,
    weights: counts,
    ends,
    fieldCount,
  } = side === 'item' ? data.items : data.profiles;
  const mixed = new Array<number>(width).fill(0);
  for (let f = 0; f < fieldCount; f++) {
    const at = object * fieldCount + f;
    const field = new Array<number>(width).fill(0);
    for (let t = at === 0 ? 0 : ends[at - 1]!; t < ends[at]!; t++) {
      const row = (hashes[t]! % tableRows) * width;
      for (let d = 0; d < width; d++) field[d]! += counts[t]! * weights.table![row + d]!;
    }
    const length = Math.hypot(...field);
    if (length === 0) continue;
    const gain = Math.abs(weights[`gain.${side}`]![f]!);
    for (let d = 0; d < width; d++) mixed[d]! += (gain * field[d]!) / length;
  }
  const x = unit(mixed);
  if (tower === 0) return x;
  const part = (name: string): Float64Array => weights[`tower.${side}.${name}`]!;
  const out = x.map((value, d) => value + part('leaveBias')[d]!);
  for (let u = 0; u < tower; u++) {
    let acc = part('enterBias')[u]!;
    for (let d = 0; d < width; d++) acc += part('enter')[d * tower + u]! * x[d]!;
    if (acc <= 0) continue;
    for (let d = 0; d < width; d++) out[d]! += part('leave')[u * width + d]! * acc;
  }
  return unit(out);
}

function unit(x: readonly number[]): number[] {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) + 1e-9);
  return x.map((value) => value / length);
}
