import { MAX_ACCUMULATOR, UNIT } from '../../core/math/rounding.ts';
import type { Head } from '../../core/student/parameters.ts';
import { chooseMultipliers } from './choose-multipliers.ts';
import type { Ranges } from './measure-ranges.ts';
import { clamp, largest, round } from './numbers.ts';
import { quantizeOutputs } from './quantize-outputs.ts';

/**
 * What the largest folded weight seen becomes. Weights in −64 … 63 take a relaxed SIMD kernel one pass instead of
 * two; a little is left for profiles that calibration has not seen. The format holds up to 127.
 */
const FOLDED_LEVEL = 60;

/** How many times the smallest range of a hidden unit the largest may be. */
const MAX_RANGE_RATIO = 8;

/** Rounds the head: its folded layer, what crosses add to it, and its outputs. */
export function quantizeHead(
  weights: ReadonlyMap<string, Float32Array>,
  sizes: { width: number; hidden: number; crosses: number },
  ranges: Ranges,
): { head: Head; outputScale: number[] } {
  const { width, hidden, crosses } = sizes;
  const pair = weights.get('head.pair')!;
  const item = weights.get('head.item')!;
  const cross = weights.get('head.cross')!;
  const bias = weights.get('head.bias')!;
  // A unit that is hardly ever active would ask for a multiplier far beyond the others'.
  const least = largest(ranges.hidden) / MAX_RANGE_RATIO;
  const hiddenUnits = ranges.hidden.map((range) => Math.max(range, least) / 127);

  // The folded weights' units, such that hidden multipliers are exact and crosses and bias find room.
  const room = MAX_ACCUMULATOR - 127 * 127 * width;
  const wanted = ranges.folded.map((range, h) => {
    let rest = Math.abs(bias[h]!);
    for (let c = 0; c < crosses; c++) rest += Math.abs(cross[c * hidden + h]!);
    return Math.max(range / FOLDED_LEVEL / UNIT, (1.1 * rest) / room) / hiddenUnits[h]!;
  });
  const requantization = chooseMultipliers(wanted);
  const accUnit = Float64Array.from(
    requantization.multiplier,
    (multiplier, h) => (multiplier / 2 ** requantization.shift) * hiddenUnits[h]!,
  );

  // Folding: a step of the pair weights, such that fold multipliers are exact, and a power of two of it.
  const foldRatios = new Float64Array(hidden);
  for (let h = 0; h < hidden; h++) {
    let top = 1e-6;
    for (let d = 0; d < width; d++) {
      top = Math.max(top, Math.abs(pair[d * hidden + h]!), Math.abs(item[d * hidden + h]!));
    }
    foldRatios[h] = top / 127 / UNIT / (accUnit[h]! * UNIT);
  }
  const fold = chooseMultipliers(foldRatios);

  const stepOf = (h: number): number =>
    (fold.multiplier[h]! / 2 ** fold.shift) * accUnit[h]! * UNIT * UNIT;
  let foldItemShift = 0;
  for (let h = 0; h < hidden; h++) {
    for (let d = 0; d < width; d++) {
      const need = (UNIT * Math.abs(item[d * hidden + h]!)) / (127 * stepOf(h));
      while (need > 2 ** foldItemShift && 2 ** foldItemShift < UNIT) foldItemShift++;
    }
  }

  let crossShift = 0;
  for (let h = 0; h < hidden; h++) {
    for (let c = 0; c < crosses; c++) {
      const need = Math.abs(cross[c * hidden + h]!) / (127 * 127 * accUnit[h]!);
      while (need > 2 ** crossShift && crossShift < 16) crossShift++;
    }
  }
  const { outputScale, ...outputs } = quantizeOutputs(weights, sizes, hiddenUnits);
  const head: Head = {
    hidden,
    pairWeights: new Int8Array(hidden * width),
    itemWeights: new Int8Array(hidden * width),
    foldItemShift,
    foldMultiplier: fold.multiplier,
    foldShift: fold.shift,
    crossWeights: new Int8Array(hidden * crosses),
    crossShift,
    bias: new Int32Array(hidden),
    multiplier: requantization.multiplier,
    shift: requantization.shift,
    ...outputs,
  };
  for (let h = 0; h < hidden; h++) {
    const step = stepOf(h);
    const itemStep = (step / UNIT) * 2 ** foldItemShift;
    for (let d = 0; d < width; d++) {
      head.pairWeights[h * width + d] = clamp(round(pair[d * hidden + h]! / step), 127);
      head.itemWeights[h * width + d] = clamp(round(item[d * hidden + h]! / itemStep), 127);
    }
    let left = room;
    const crossStep = accUnit[h]! * 127 * 2 ** crossShift;
    for (let c = 0; c < crosses; c++) {
      let value = clamp(round(cross[c * hidden + h]! / crossStep), 127);
      // What would not fit the accumulator's bound is cut, not left to overflow.
      while (127 * Math.abs(value) * 2 ** crossShift > left) value -= Math.sign(value);
      head.crossWeights[h * crosses + c] = value;
      left -= 127 * Math.abs(value) * 2 ** crossShift;
    }
    head.bias[h] = clamp(round(bias[h]! / accUnit[h]!), left);
  }
  return { head, outputScale };
}
