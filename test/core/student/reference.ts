import type { Bag } from '../../../src/core/features/featurize.ts';
import { unpackTable } from '../../../src/core/format/unpack-table.ts';
import type { Side } from '../../../src/core/features/schema.ts';
import type { DenseLayer, StudentParameters } from '../../../src/core/student/parameters.ts';

/*
 * The forward pass again, slowly, in unbounded integers and from SPEC.md alone: nothing here can overflow
 * or round by accident.
 */

const big = (x: number): bigint => BigInt(x);
const clamp = (x: bigint, low: bigint, high: bigint): bigint =>
  x < low ? low : x > high ? high : x;
const dot = (a: ArrayLike<number>, b: readonly bigint[], from = 0): bigint =>
  b.reduce((sum, x, i) => sum + big(a[from + i]!) * x, 0n);

function requantize(acc: bigint, multiplier: number, shift: number): bigint {
  return (acc * big(multiplier) + (1n << big(shift - 1))) >> big(shift);
}

function normalize(v: readonly bigint[]): bigint[] {
  const squares = v.reduce((sum, x) => sum + x * x, 0n);
  if (squares === 0n) return v.map(() => 0n);
  const factor = 256 / Math.sqrt(Number(squares));
  return v.map((x) => clamp(big(Math.floor(Number(x) * factor + 0.5)), -127n, 127n));
}

function layer(
  { inputs, outputs, weights, bias, multiplier, shift }: DenseLayer,
  x: readonly bigint[],
): bigint[] {
  return Array.from({ length: outputs }, (_, o) =>
    requantize(big(bias[o]!) + dot(weights, x, o * inputs), multiplier[o]!, shift),
  );
}

/** The dense code of a bag. */
export function referenceDense(parameters: StudentParameters, side: Side, bag: Bag): number[] {
  const { width, gains, towers } = parameters;
  const table = unpackTable(parameters.table, width);
  let mixed = Array.from({ length: width }, () => 0n);
  for (let f = 0, at = 0; f < bag.ends.length; f++) {
    let pooled = Array.from({ length: width }, () => 0n);
    for (; at < bag.ends[f]!; at++) {
      const row = bag.rows[at]! * width;
      pooled = pooled.map((sum, d) => sum + big(bag.weights[at]!) * big(table[row + d]!));
    }
    const unit = normalize(pooled);
    mixed = mixed.map((sum, d) => sum + big(gains[side][f]!) * unit[d]!);
  }
  let x = normalize(mixed);
  const tower = towers[side];
  if (tower !== undefined) {
    const hidden = layer(tower.enter, x).map((h) => clamp(h, 0n, 127n));
    const left = layer(tower.leave, hidden);
    x = normalize(x.map((value, d) => 16n * value + left[d]!));
  }
  return x.map(Number);
}

/** The outputs of a pair. */
export function referenceOutputs(
  { head, width, crossFeatures }: StudentParameters,
  profile: ArrayLike<number>,
  item: ArrayLike<number>,
  cross: ArrayLike<number>,
): number[] {
  const count = head.outDot.length;
  const x = Array.from({ length: width }, (_, d) => big(item[d]!));
  const p = Array.from({ length: width }, (_, d) => big(profile[d]!));
  const c = Array.from({ length: crossFeatures }, (_, i) => big(cross[i]!));
  const hidden = Array.from({ length: head.hidden }, (_, h) => {
    const weights = p.map((value, d) => {
      const at = h * width + d;
      const acc =
        big(head.pairWeights[at]!) * value +
        (big(head.itemWeights[at]!) << big(head.foldItemShift));
      return clamp(requantize(acc, head.foldMultiplier[h]!, head.foldShift), -127n, 127n);
    });
    const acc =
      weights.reduce((sum, w, d) => sum + w * x[d]!, 0n) +
      (dot(head.crossWeights, c, h * crossFeatures) << big(head.crossShift)) +
      big(head.bias[h]!);
    return clamp(requantize(acc, head.multiplier[h]!, head.shift), 0n, 127n);
  });
  const likeness = p.reduce((sum, value, d) => sum + value * x[d]!, 0n);
  const crossed = (k: number): bigint =>
    128n * dot(head.outCross, c, k * crossFeatures) +
    dot(head.outCross, c, (count + k) * crossFeatures);
  return Array.from({ length: count }, (_, k) =>
    Number(
      (dot(head.outHidden, hidden, k * head.hidden) << big(head.outHiddenShift)) +
        (crossed(k) << big(head.outCrossShift)) +
        big(head.outDot[k]!) * likeness +
        big(head.outBias[k]!),
    ),
  );
}
