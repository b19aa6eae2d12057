import { UNIT } from '../../core/math/rounding.ts';
import { COARSE_STEP } from '../../core/student/out-cross.ts';
import type { Head } from '../../core/student/parameters.ts';
import { clamp, largest, magnitude, round } from './numbers.ts';

type Outputs = Pick<
  Head,
  'outHidden' | 'outHiddenShift' | 'outCross' | 'outCrossShift' | 'outDot' | 'outBias'
> & { outputScale: number[] };

const MAX_OUT_HIDDEN_SHIFT = 9;
const MAX_OUT_CROSS_SHIFT = 12;
/** The largest weight of a cross of two parts in int8, the fine one within −64 … 63. */
const MAX_OUT_CROSS = 127 * COARSE_STEP + 63;

/** One unit an output, chosen so that the weight of the dot product is an exact integer. */
export function quantizeOutputs(
  weights: ReadonlyMap<string, Float32Array>,
  { width, hidden, crosses }: { width: number; hidden: number; crosses: number },
  hiddenUnits: Float64Array,
): Outputs {
  const outBias = weights.get('head.outBias')!;
  const count = outBias.length;
  const outputs = Array.from({ length: count }, (_, k) => k);
  // By unit of an activation.
  const outHidden = weights
    .get('head.outHidden')!
    .map((weight, i) => weight * hiddenUnits[Math.floor(i / count)]!);
  const outCross = weights.get('head.outCross')!;
  const outDot = weights.get('head.outDot')!;
  const column = (values: Float32Array, k: number): Float32Array =>
    values.filter((_, i) => i % count === k);
  const DOT_UNIT = UNIT * UNIT;

  // What one unit of a hidden weight is worth in the output, by output.
  const worth = outputs.map((k) =>
    Math.max(
      largest(column(outHidden, k)) / 127,
      Math.abs(outDot[k]!) / DOT_UNIT / 127,
      largest(column(outCross, k)) /
        (127 * MAX_OUT_CROSS) /
        2 ** (MAX_OUT_CROSS_SHIFT - MAX_OUT_HIDDEN_SHIFT),
      1e-9,
    ),
  );
  // The least unit with which no output can leave 32 bits.
  const least = outputs.map(
    (k) =>
      (127 * magnitude(column(outHidden, k)) +
        magnitude(column(outCross, k)) +
        (127 * 127 * width * Math.abs(outDot[k]!)) / DOT_UNIT +
        4 * Math.abs(outBias[k]!)) /
      2 ** 30,
  );
  const shiftLimit = outputs.map((k) =>
    Math.log2((127 * DOT_UNIT * worth[k]!) / Math.max(Math.abs(outDot[k]!), 1e-9)),
  );
  const outHiddenShift = Math.max(
    0,
    Math.min(MAX_OUT_HIDDEN_SHIFT, Math.floor(Math.min(...shiftLimit))),
  );
  const unit = outputs.map((k) => {
    const fine = Math.max(worth[k]! / 2 ** outHiddenShift, least[k]!);
    const dots = Math.floor(Math.abs(outDot[k]!) / (DOT_UNIT * fine));
    return dots === 0 ? fine : Math.abs(outDot[k]!) / (DOT_UNIT * Math.min(127, dots));
  });
  let outCrossShift = 0;
  for (const k of outputs) {
    const need = largest(column(outCross, k)) / (127 * MAX_OUT_CROSS * unit[k]!);
    while (need > 2 ** outCrossShift && outCrossShift < MAX_OUT_CROSS_SHIFT) outCrossShift++;
  }
  const quantized: Outputs = {
    outHidden: new Int8Array(count * hidden),
    outHiddenShift,
    outCross: new Int8Array(2 * count * crosses),
    outCrossShift,
    outDot: new Int8Array(count),
    outBias: new Int32Array(count),
    outputScale: unit,
  };
  for (const k of outputs) {
    const q = unit[k]!;
    for (let h = 0; h < hidden; h++) {
      const value = outHidden[h * count + k]! / (q * 2 ** outHiddenShift);
      quantized.outHidden[k * hidden + h] = clamp(round(value), 127);
    }
    for (let c = 0; c < crosses; c++) {
      const value = outCross[c * count + k]! / (127 * q * 2 ** outCrossShift);
      const weight = clamp(round(value), MAX_OUT_CROSS);
      const coarse = round(weight / COARSE_STEP);
      quantized.outCross[k * crosses + c] = coarse;
      quantized.outCross[(k + count) * crosses + c] = weight - coarse * COARSE_STEP;
    }
    quantized.outDot[k] = clamp(round(outDot[k]! / (DOT_UNIT * q)), 127);
    quantized.outBias[k] = clamp(round(outBias[k]! / q), 1 << 28);
  }
  return quantized;
}
