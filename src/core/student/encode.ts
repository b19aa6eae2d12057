import { createBagger, type Bag } from '../features/featurize.ts';
import type { Side } from '../features/schema.ts';
import { unpackTable } from '../format/unpack-table.ts';
import { requantize, RESIDUAL } from '../math/rounding.ts';
import { normalizeToInt8 } from '../math/normalize.ts';
import { createEncoderWith, type Encoder, type ReadingEncoder } from './encode-with.ts';
import type { DenseLayer, StudentParameters, Tower } from './parameters.ts';
import type { Student } from './student.ts';

export type { Encoder, ProfileCode } from './encode-with.ts';

/** Creates the encoder of a student, by the definition. */
export function createEncoder(student: Student): Encoder {
  return createEncoderWith(student, createScalarEncoder(student));
}

/** The definition of encoding: plain code and plain integers (see SPEC.md). */
export function createScalarEncoder({ schema, parameters }: Student): ReadingEncoder {
  const toBag = createBagger(schema.fields, parameters.tableRows);
  const encodeBag = createScalarDenseEncoder(parameters);
  return (reading, dense) => {
    const bag = toBag(reading);
    encodeBag(reading.side, bag, dense);
    return bag;
  };
}

/** From a bag to a dense vector: pool each field, weigh the fields, run the tower. */
export type DenseEncoder = (side: Side, bag: Bag, out: Int8Array) => void;

/** Creates the {@link DenseEncoder} that defines encoding. */
export function createScalarDenseEncoder(parameters: StudentParameters): DenseEncoder {
  const { width, gains, towers } = parameters;
  const table = unpackTable(parameters.table, width);
  const pooled = new Int32Array(width);
  const mixed = new Int32Array(width);
  const unit = new Int8Array(width);
  const hidden = new Int8Array(
    Math.max(towers.item?.enter.outputs ?? 0, towers.profile?.enter.outputs ?? 0),
  );
  return (side, bag, out) => {
    mixed.fill(0);
    let at = 0;
    for (let f = 0; f < bag.ends.length; f++) {
      const end = bag.ends[f]!;
      const gain = gains[side][f]!;
      if (gain === 0 || end === at) {
        at = end;
        continue;
      }
      pooled.fill(0);
      for (; at < end; at++) {
        const weight = bag.weights[at]!;
        const row = bag.rows[at]! * width;
        for (let d = 0; d < width; d++) pooled[d]! += weight * table[row + d]!;
      }
      normalizeToInt8(pooled, unit);
      for (let d = 0; d < width; d++) mixed[d]! += gain * unit[d]!;
    }
    normalizeToInt8(mixed, out);
    const tower = towers[side];
    if (tower !== undefined) runTower(tower, out, hidden, mixed);
  };
}

/** `x ← normalize(RESIDUAL · x + leave(relu(enter(x))))`, in place. */
function runTower(tower: Tower, x: Int8Array, hidden: Int8Array, sum: Int32Array): void {
  const { enter, leave } = tower;
  for (let o = 0; o < enter.outputs; o++) {
    const value = denseOutput(enter, o, x);
    hidden[o] = value < 0 ? 0 : value > 127 ? 127 : value;
  }
  for (let d = 0; d < x.length; d++) sum[d] = RESIDUAL * x[d]! + denseOutput(leave, d, hidden);
  normalizeToInt8(sum, x);
}

function denseOutput(layer: DenseLayer, output: number, input: Int8Array): number {
  const { inputs, weights } = layer;
  const row = output * inputs;
  let acc = layer.bias[output]!;
  for (let i = 0; i < inputs; i++) acc += weights[row + i]! * input[i]!;
  return requantize(acc, layer.multiplier[output]!, layer.shift);
}
