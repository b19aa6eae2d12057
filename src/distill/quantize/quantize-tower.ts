import type { Side } from '../../core/features/schema.ts';
import { MAX_ACCUMULATOR, RESIDUAL, UNIT } from '../../core/math/rounding.ts';
import type { DenseLayer, Tower } from '../../core/student/parameters.ts';
import { chooseMultipliers } from './choose-multipliers.ts';
import { clamp, round } from './numbers.ts';

/** What a tower may add to its input, of length 1, for the sum to fit `normalizeToInt8` with room to spare. */
const MAX_LEAVE = 127 ** 3 / (UNIT * RESIDUAL);

/** @param range the largest activation of its hidden units */
export function quantizeTower(
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
