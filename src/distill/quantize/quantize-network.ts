import { SIDES, type Side } from '../../core/features/schema.ts';
import { TABLE_LEVELS, type TableFormat } from '../../core/format/packed-table.ts';
import { MAX_ACCUMULATOR, MAX_MULTIPLIER, MAX_SHIFT, UNIT } from '../../core/math/rounding.ts';
import {
  RESIDUAL,
  type DenseLayer,
  type Head,
  type StudentParameters,
  type Tower,
} from '../../core/student/parameters.ts';
import type { StudentContent } from '../../core/student/write.ts';
import type { Batch } from '../train/lists.ts';
import type { PairNetwork } from '../train/pair-network.ts';
import type { PairData } from '../train/pair-data.ts';
import { quantizeRow } from './quantize-row.ts';

/** The part of a model file that quantization decides. */
export type QuantizedNetwork = Pick<
  StudentContent,
  'parameters' | 'table' | 'outputScale' | 'outputOffset'
>;

/**
 * Turns a trained float network into the integers of a student. Ranges of activations are measured on
 * `calibration` batches; weights take the scales that make every requantization multiplier an exact
 * integer, so that rounding the weights and activations is the only loss.
 */
export async function quantizeNetwork(
  network: PairNetwork,
  data: PairData,
  format: TableFormat,
  calibration: readonly Batch[],
): Promise<QuantizedNetwork> {
  const { width, hidden, tower, tableRows } = network.size;
  const weights = new Map([...network.weights].map(([name, { values }]) => [name, values]));
  const ranges = await measureRanges(network, data, weights, calibration);
  const towerOf = (side: Side): Tower | undefined =>
    tower === 0 ? undefined : quantizeTower(weights, side, width, tower, ranges.tower[side]);
  const { head, outputScale } = quantizeHead(
    weights,
    { width, hidden, crosses: data.crossFeatures },
    ranges,
  );
  const parameters: Omit<StudentParameters, 'table'> = {
    width,
    tableRows,
    rarity: data.rarity,
    gains: { job: quantizeGains(network.gains.job), profile: quantizeGains(network.gains.profile) },
    towers: { job: towerOf('job'), profile: towerOf('profile') },
    head,
    crossFeatures: data.crossFeatures,
  };
  return {
    parameters,
    table: quantizeTable(network.table.values(), tableRows, width, format),
    outputScale,
    outputOffset: [0, 0],
  };
}

/** Largest activations seen. */
interface Ranges {
  tower: Record<Side, number>;
  /** By hidden unit: the folded weight's largest magnitude. */
  folded: Float64Array;
  hidden: number;
}

async function measureRanges(
  network: PairNetwork,
  data: PairData,
  weights: ReadonlyMap<string, Float32Array>,
  calibration: readonly Batch[],
): Promise<Ranges> {
  const { width, hidden, tower } = network.size;
  const ranges: Ranges = {
    tower: { job: 1e-3, profile: 1e-3 },
    folded: new Float64Array(hidden).fill(1e-3),
    hidden: 1e-3,
  };
  const pair = weights.get('head.pair')!;
  const job = weights.get('head.job')!;
  const cross = weights.get('head.cross')!;
  const bias = weights.get('head.bias')!;
  for (const batch of calibration) {
    if (tower > 0) {
      for (const side of SIDES) {
        const which = side === 'job' ? batch.jobs : batch.profiles;
        ranges.tower[side] = Math.max(
          ranges.tower[side],
          await network.largestTowerActivation(side, which),
        );
      }
    }
    const profiles = await network.encode('profile', batch.profiles);
    const jobs = await network.encode('job', batch.jobs);
    const folded = new Float64Array(width);
    for (let b = 0; b < batch.lists; b++) {
      for (let h = 0; h < hidden; h++) {
        for (let d = 0; d < width; d++) {
          const value = pair[d * hidden + h]! * profiles[b * width + d]! + job[d * hidden + h]!;
          folded[d] = value;
          ranges.folded[h] = Math.max(ranges.folded[h]!, Math.abs(value));
        }
        for (let k = 0; k < batch.perList; k++) {
          const at = b * batch.perList + k;
          const from = batch.pairs[at]! * width;
          let acc = bias[h]!;
          for (let d = 0; d < width; d++) acc += folded[d]! * jobs[from + d]!;
          for (let c = 0; c < data.crossFeatures; c++) {
            acc += cross[c * hidden + h]! * batch.crosses[at * data.crossFeatures + c]!;
          }
          ranges.hidden = Math.max(ranges.hidden, acc);
        }
      }
    }
  }
  return ranges;
}

function quantizeTable(
  values: Float32Array,
  rows: number,
  width: number,
  format: TableFormat,
): QuantizedNetwork['table'] {
  const stored = new Int8Array(values.length);
  const scales = new Uint8Array(rows);
  if (format === 'int8') {
    const step = largest(values) / 127 || 1;
    for (let i = 0; i < values.length; i++) stored[i] = round(values[i]! / step);
    return { format, stored, scales: scales.fill(1) };
  }
  const steps = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const from = r * width;
    const out = stored.subarray(from, from + width);
    steps[r] = quantizeRow(format, values.subarray(from, from + width), out);
  }
  const unit = largest(steps) / Math.floor(127 / TABLE_LEVELS[format]) || 1;
  for (let r = 0; r < rows; r++) scales[r] = round(steps[r]! / unit);
  return { format, stored, scales };
}

function quantizeGains(gains: Float32Array): Int8Array {
  const top = largest(gains) || 1;
  return Int8Array.from(gains, (gain) => round((127 * Math.abs(gain)) / top));
}

/** What a tower may add to its input, of length 1, for the sum to fit `normalizeToInt8` with room to spare. */
const MAX_LEAVE = 127 ** 3 / (UNIT * RESIDUAL);

function quantizeTower(
  weights: ReadonlyMap<string, Float32Array>,
  side: Side,
  width: number,
  units: number,
  range: number,
): Tower {
  const activation = range / 127;
  const leave = weights.get(`tower.${side}.leave`)!;
  const leaveBias = weights.get(`tower.${side}.leaveBias`)!;
  let top = 0;
  for (let d = 0; d < width; d++) {
    let sum = Math.abs(leaveBias[d]!);
    for (let i = 0; i < units; i++) sum += range * Math.abs(leave[i * width + d]!);
    top = Math.max(top, sum);
  }
  // Beside so large an output the tower's input counts for nothing; its direction is what stays.
  const shrink = Math.min(1, MAX_LEAVE / top);
  return {
    enter: quantizeLayer(
      weights.get(`tower.${side}.enter`)!,
      weights.get(`tower.${side}.enterBias`)!,
      { inputs: width, outputs: units, inputUnit: 1 / UNIT, outputUnit: activation },
    ),
    leave: quantizeLayer(
      leave.map((weight) => shrink * weight),
      leaveBias.map((value) => shrink * value),
      { inputs: units, outputs: width, inputUnit: activation, outputUnit: 1 / (UNIT * RESIDUAL) },
    ),
  };
}

/** @param weights inputs × outputs */
function quantizeLayer(
  weights: Float32Array,
  bias: Float32Array,
  sizes: { inputs: number; outputs: number; inputUnit: number; outputUnit: number },
): DenseLayer {
  const { inputs, outputs, inputUnit, outputUnit } = sizes;
  const ratios = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let top = 1e-6;
    for (let i = 0; i < inputs; i++) top = Math.max(top, Math.abs(weights[i * outputs + o]!));
    ratios[o] = ((top / 127) * inputUnit) / outputUnit;
  }
  const { multiplier, shift } = chooseMultipliers(ratios);
  const layer: DenseLayer = {
    inputs,
    outputs,
    weights: new Int8Array(inputs * outputs),
    bias: new Int32Array(outputs),
    multiplier,
    shift,
  };
  for (let o = 0; o < outputs; o++) {
    const accUnit = (multiplier[o]! / 2 ** shift) * outputUnit;
    const step = accUnit / inputUnit;
    let room = MAX_ACCUMULATOR;
    for (let i = 0; i < inputs; i++) {
      const value = clamp(round(weights[i * outputs + o]! / step), 127);
      layer.weights[o * inputs + i] = value;
      room -= 127 * Math.abs(value);
    }
    layer.bias[o] = clamp(round(bias[o]! / accUnit), Math.max(0, room));
  }
  return layer;
}

/** The common shift that gives the largest ratio 8 bits, and multipliers rounded up so that weights only shrink. */
function chooseMultipliers(ratios: Float64Array): { multiplier: Uint8Array; shift: number } {
  const shift = Math.min(
    MAX_SHIFT,
    Math.max(1, Math.floor(Math.log2(MAX_MULTIPLIER / largest(ratios)))),
  );
  const multiplier = Uint8Array.from(ratios, (ratio) =>
    Math.min(MAX_MULTIPLIER, Math.max(1, Math.ceil(ratio * 2 ** shift))),
  );
  return { multiplier, shift };
}

function quantizeHead(
  weights: ReadonlyMap<string, Float32Array>,
  sizes: { width: number; hidden: number; crosses: number },
  ranges: Ranges,
): { head: Head; outputScale: [number, number] } {
  const { width, hidden, crosses } = sizes;
  const pair = weights.get('head.pair')!;
  const job = weights.get('head.job')!;
  const cross = weights.get('head.cross')!;
  const bias = weights.get('head.bias')!;
  const hiddenUnit = ranges.hidden / 127;

  // The folded weights' units, such that hidden multipliers are exact and crosses and bias find room.
  const room = MAX_ACCUMULATOR - 127 * 127 * width;
  const wanted = ranges.folded.map((range, h) => {
    let rest = Math.abs(bias[h]!);
    for (let c = 0; c < crosses; c++) rest += Math.abs(cross[c * hidden + h]!);
    return Math.max(range / 127 / UNIT, (1.1 * rest) / room) / hiddenUnit;
  });
  const requantization = chooseMultipliers(wanted);
  const accUnit = Float64Array.from(
    requantization.multiplier,
    (multiplier) => (multiplier / 2 ** requantization.shift) * hiddenUnit,
  );

  // Folding: pair weights and job weights share a step, such that fold multipliers are exact.
  const foldRatios = new Float64Array(hidden);
  for (let h = 0; h < hidden; h++) {
    let top = 1e-6;
    for (let d = 0; d < width; d++) {
      top = Math.max(top, Math.abs(pair[d * hidden + h]!), Math.abs(job[d * hidden + h]!));
    }
    foldRatios[h] = top / 127 / UNIT / (accUnit[h]! * UNIT);
  }
  const fold = chooseMultipliers(foldRatios);

  let crossShift = 0;
  for (let h = 0; h < hidden; h++) {
    for (let c = 0; c < crosses; c++) {
      const need = Math.abs(cross[c * hidden + h]!) / (127 * 127 * accUnit[h]!);
      while (need > 2 ** crossShift && crossShift < 16) crossShift++;
    }
  }
  const { outputScale, ...outputs } = quantizeOutputs(weights, sizes, hiddenUnit);
  const head: Head = {
    hidden,
    pairWeights: new Int8Array(hidden * width),
    jobWeights: new Int8Array(hidden * width),
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
    const step = (fold.multiplier[h]! / 2 ** fold.shift) * accUnit[h]! * UNIT * UNIT;
    for (let d = 0; d < width; d++) {
      head.pairWeights[h * width + d] = clamp(round(pair[d * hidden + h]! / step), 127);
      head.jobWeights[h * width + d] = clamp(round(job[d * hidden + h]! / step), 127);
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

type Outputs = Pick<
  Head,
  'outHidden' | 'outHiddenShift' | 'outCross' | 'outCrossShift' | 'outDot' | 'outBias'
> & { outputScale: [number, number] };

const MAX_OUT_HIDDEN_SHIFT = 9;
const MAX_OUT_CROSS_SHIFT = 12;

/** One unit an output, chosen so that the weight of the dot product is an exact integer. */
function quantizeOutputs(
  weights: ReadonlyMap<string, Float32Array>,
  { width, hidden, crosses }: { width: number; hidden: number; crosses: number },
  hiddenUnit: number,
): Outputs {
  const outHidden = weights.get('head.outHidden')!;
  const outCross = weights.get('head.outCross')!;
  const outDot = weights.get('head.outDot')!;
  const outBias = weights.get('head.outBias')!;
  const column = (values: Float32Array, k: number): Float32Array =>
    values.filter((_, i) => i % 2 === k);
  const DOT_UNIT = UNIT * UNIT;

  // What one unit of a hidden weight is worth in the output, by output.
  const worth = [0, 1].map((k) =>
    Math.max(
      (largest(column(outHidden, k)) / 127) * hiddenUnit,
      Math.abs(outDot[k]!) / DOT_UNIT / 127,
      largest(column(outCross, k)) /
        (127 * 127) /
        2 ** (MAX_OUT_CROSS_SHIFT - MAX_OUT_HIDDEN_SHIFT),
      1e-9,
    ),
  );
  // The least unit with which no output can leave 32 bits.
  const least = [0, 1].map(
    (k) =>
      (127 * hiddenUnit * magnitude(column(outHidden, k)) +
        magnitude(column(outCross, k)) +
        (127 * 127 * width * Math.abs(outDot[k]!)) / DOT_UNIT +
        4 * Math.abs(outBias[k]!)) /
      2 ** 30,
  );
  const shiftLimit = [0, 1].map((k) =>
    Math.log2((127 * DOT_UNIT * worth[k]!) / Math.max(Math.abs(outDot[k]!), 1e-9)),
  );
  const outHiddenShift = Math.max(
    0,
    Math.min(MAX_OUT_HIDDEN_SHIFT, Math.floor(Math.min(...shiftLimit))),
  );
  const unit = [0, 1].map((k) => {
    const fine = Math.max(worth[k]! / 2 ** outHiddenShift, least[k]!);
    const dots = Math.floor(Math.abs(outDot[k]!) / (DOT_UNIT * fine));
    return dots === 0 ? fine : Math.abs(outDot[k]!) / (DOT_UNIT * Math.min(127, dots));
  });
  let outCrossShift = 0;
  for (const k of [0, 1]) {
    const need = largest(column(outCross, k)) / (127 * 127 * unit[k]!);
    while (need > 2 ** outCrossShift && outCrossShift < MAX_OUT_CROSS_SHIFT) outCrossShift++;
  }
  const quantized: Outputs = {
    outHidden: new Int8Array(2 * hidden),
    outHiddenShift,
    outCross: new Int8Array(2 * crosses),
    outCrossShift,
    outDot: new Int8Array(2),
    outBias: new Int32Array(2),
    outputScale: [unit[0]!, unit[1]!],
  };
  for (const k of [0, 1]) {
    const q = unit[k]!;
    for (let h = 0; h < hidden; h++) {
      const value = (outHidden[h * 2 + k]! * hiddenUnit) / (q * 2 ** outHiddenShift);
      quantized.outHidden[k * hidden + h] = clamp(round(value), 127);
    }
    for (let c = 0; c < crosses; c++) {
      const value = outCross[c * 2 + k]! / (127 * q * 2 ** outCrossShift);
      quantized.outCross[k * crosses + c] = clamp(round(value), 127);
    }
    quantized.outDot[k] = clamp(round(outDot[k]! / (DOT_UNIT * q)), 127);
    quantized.outBias[k] = clamp(round(outBias[k]! / q), 1 << 28);
  }
  return quantized;
}

function largest(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 0; i < values.length; i++) top = Math.max(top, Math.abs(values[i]!));
  return top;
}

function magnitude(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!);
  return sum;
}

function round(value: number): number {
  return Math.floor(value + 0.5);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
