import { PocketRankError } from '../errors.ts';
import { compileSchema } from '../features/compile-schema.ts';
import { FEATURES_PER_CROSS, type Schema, type Side } from '../features/schema.ts';
import { MODEL_FORMAT, MODEL_VERSION, type ModelInfo } from '../format/model-file.ts';
import { packedRowBytes, TABLE_FORMATS, unpackTable } from '../format/packed-table.ts';
import { readTensorFile, type ElementType, type TensorFile } from '../format/safetensors.ts';
import { MAX_ACCUMULATOR, requantize } from '../math/rounding.ts';
import { parsePrior } from '../format/prior.ts';
import {
  RESIDUAL,
  type DenseLayer,
  type Head,
  type StudentParameters,
  type Tower,
} from './parameters.ts';
import type { Student } from './student.ts';

const MAX_WIDTH = 384;
const MAX_TABLE_VALUES = 64 << 20;
const MAX_INT32 = 0x7fffffff;
/** What normalizeToInt8 takes. */
const MAX_NORMALIZED = 2 ** 22 - 1;

/**
 * Reads a student from the bytes of a model file, checking everything: what passes here cannot overflow
 * or read out of bounds later.
 *
 * @throws INVALID_MODEL for broken bytes; MODEL_MISMATCH for another format or version
 */
export function loadStudent(bytes: Uint8Array): Student {
  const file = readTensorFile(bytes);
  const { metadata } = file;
  if (metadata.format !== MODEL_FORMAT) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Model file: a safetensors file, but its format is ${JSON.stringify(metadata.format ?? null)}, not "${MODEL_FORMAT}".`,
      { hint: 'Make one with `pocketrank distill`.' },
    );
  }
  if (metadata.version !== String(MODEL_VERSION)) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Model file: version ${metadata.version ?? 'unknown'}; this package reads version ${MODEL_VERSION}.`,
      { hint: 'Use the package version that wrote it, or distill it again.' },
    );
  }
  const schema = compileSchema(json(metadata, 'schema'));
  const info = json(metadata, 'model') as ModelInfo;
  checkInfo(info);
  const alpha = json(metadata, 'alpha');
  if (!(typeof alpha === 'number' && alpha >= 0 && alpha <= 1)) {
    fail('metadata "alpha" is not a number from 0 to 1');
  }
  const parameters = readParameters(file, schema, info);
  checkBounds(parameters);
  return {
    schema,
    parameters,
    alpha: alpha as number,
    outputScale: info.outputScale,
    outputOffset: info.outputOffset,
    personalization: parsePrior(metadata.personalization ?? 'null'),
    schemaHash: metadata.schemaHash ?? '',
    metadata,
  };
}

function json(metadata: Readonly<Record<string, string>>, key: string): unknown {
  try {
    return JSON.parse(metadata[key] ?? '');
  } catch (cause) {
    throw new PocketRankError('INVALID_MODEL', `Model file: metadata "${key}" is not JSON.`, {
      cause,
    });
  }
}

function checkInfo(info: ModelInfo): void {
  const size = (n: unknown, low: number, high: number): boolean =>
    Number.isInteger(n) && (n as number) >= low && (n as number) <= high;
  const pair = (list: unknown): boolean =>
    Array.isArray(list) && list.length === 2 && list.every((n) => Number.isFinite(n));
  const valid =
    info !== null &&
    typeof info === 'object' &&
    size(info.width, 1, MAX_WIDTH) &&
    size(info.tableRows, 1, MAX_TABLE_VALUES / info.width) &&
    TABLE_FORMATS.includes(info.tableFormat) &&
    size(info.hidden, 0, 1024) &&
    size(info.jobTower, 0, 4096) &&
    size(info.profileTower, 0, 4096) &&
    info.shifts !== null &&
    typeof info.shifts === 'object' &&
    (['fold', 'hidden', 'jobEnter', 'jobLeave', 'profileEnter', 'profileLeave'] as const).every(
      (key) => size(info.shifts[key], 1, 30),
    ) &&
    (['cross', 'outHidden', 'outCross'] as const).every((key) => size(info.shifts[key], 0, 16)) &&
    pair(info.outputScale) &&
    pair(info.outputOffset);
  if (!valid) fail('metadata "model" is malformed');
}

function readParameters(file: TensorFile, schema: Schema, info: ModelInfo): StudentParameters {
  const { width, tableRows, hidden, shifts } = info;
  const fieldCount = schema.fields.length;
  const crossFeatures = FEATURES_PER_CROSS * schema.crosses.length;
  const i8 = (name: string, ...shape: number[]): Int8Array =>
    read(file, name, 'I8', shape) as Int8Array;
  const u8 = (name: string, ...shape: number[]): Uint8Array =>
    read(file, name, 'U8', shape) as Uint8Array;
  const i32 = (name: string, ...shape: number[]): Int32Array =>
    read(file, name, 'I32', shape) as Int32Array;
  const layer = (name: string, inputs: number, outputs: number, shift: number): DenseLayer => ({
    inputs,
    outputs,
    weights: i8(`${name}.weights`, outputs, inputs),
    bias: i32(`${name}.bias`, outputs),
    multiplier: u8(`${name}.multiplier`, outputs),
    shift,
  });
  const tower = (side: Side, units: number): Tower | undefined =>
    units === 0
      ? undefined
      : {
          enter: layer(`tower.${side}.enter`, width, units, shifts[`${side}Enter`]),
          leave: layer(`tower.${side}.leave`, units, width, shifts[`${side}Leave`]),
        };
  const head: Head = {
    hidden,
    pairWeights: i8('head.pair', hidden, width),
    jobWeights: i8('head.job', hidden, width),
    foldMultiplier: u8('head.foldMultiplier', hidden),
    foldShift: shifts.fold,
    crossWeights: i8('head.cross', hidden, crossFeatures),
    crossShift: shifts.cross,
    bias: i32('head.bias', hidden),
    multiplier: u8('head.multiplier', hidden),
    shift: shifts.hidden,
    outHidden: i8('head.outHidden', 2, hidden),
    outHiddenShift: shifts.outHidden,
    outCross: i8('head.outCross', 2, crossFeatures),
    outCrossShift: shifts.outCross,
    outDot: i8('head.outDot', 2),
    outBias: i32('head.outBias', 2),
  };
  const rarity = u8('rarity', tableRows);
  if (rarity.includes(0)) fail('a rarity is 0');
  const packed = u8('table.packed', tableRows, packedRowBytes(info.tableFormat, width));
  const gain = (side: Side): Int8Array => {
    const gains = i8(`gain.${side}`, fieldCount);
    if (gains.some((value) => value < 0)) fail(`a gain of the ${side} side is negative`);
    return gains;
  };
  return {
    width,
    tableRows,
    table: unpackTable(info.tableFormat, packed, u8('table.scale', tableRows), width),
    rarity,
    gains: { job: gain('job'), profile: gain('profile') },
    towers: { job: tower('job', info.jobTower), profile: tower('profile', info.profileTower) },
    head,
    crossFeatures,
  };
}

function read(
  file: TensorFile,
  name: string,
  type: ElementType,
  shape: readonly number[],
): Int8Array | Uint8Array | Int32Array {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) fail(`tensor "${name}" is missing`);
  if (tensor!.type !== type || tensor!.shape.join() !== shape.join()) {
    fail(
      `tensor "${name}" is ${tensor!.type} [${tensor!.shape.join(', ')}] where ${type} [${shape.join(', ')}] is needed`,
    );
  }
  if (type === 'I8' && tensor!.data.includes(-128)) fail(`tensor "${name}" holds −128`);
  return tensor!.data;
}

/** Proves that no accumulator of a forward pass can leave its range, whatever the input. */
function checkBounds(parameters: StudentParameters): void {
  const { width, head, towers, crossFeatures } = parameters;
  for (const side of ['job', 'profile'] as const) {
    const tower = towers[side];
    if (tower === undefined) continue;
    checkLayer(tower.enter, `tower.${side}.enter`, Infinity);
    checkLayer(tower.leave, `tower.${side}.leave`, MAX_NORMALIZED - RESIDUAL * 127);
  }
  for (let h = 0; h < head.hidden; h++) {
    const cross = 127 * magnitude(head.crossWeights, h * crossFeatures, crossFeatures);
    const acc = 127 * 127 * width + cross * 2 ** head.crossShift + Math.abs(head.bias[h]!);
    if (!canRequantize(acc, head.multiplier[h]!, head.shift)) {
      fail(`hidden unit ${h} of the head can overflow`);
    }
  }
  for (let k = 0; k < 2; k++) {
    const bound =
      127 * magnitude(head.outHidden, k * head.hidden, head.hidden) * 2 ** head.outHiddenShift +
      127 * magnitude(head.outCross, k * crossFeatures, crossFeatures) * 2 ** head.outCrossShift +
      Math.abs(head.outDot[k]!) * 127 * 127 * width +
      Math.abs(head.outBias[k]!);
    if (bound > MAX_INT32) fail(`output ${k} of the head can overflow`);
  }
}

/** A layer whose inputs lie within ±127. */
function checkLayer(layer: DenseLayer, name: string, outputLimit: number): void {
  const { inputs, outputs, weights, bias, multiplier, shift } = layer;
  for (let o = 0; o < outputs; o++) {
    const acc = 127 * magnitude(weights, o * inputs, inputs) + Math.abs(bias[o]!);
    const output = requantize(acc, multiplier[o]!, shift);
    if (!canRequantize(acc, multiplier[o]!, shift) || output > outputLimit) {
      fail(`unit ${o} of ${name} can overflow`);
    }
  }
}

function canRequantize(acc: number, multiplier: number, shift: number): boolean {
  return acc <= MAX_ACCUMULATOR && acc * multiplier + 2 ** (shift - 1) <= MAX_INT32;
}

function magnitude(weights: Int8Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.abs(weights[i]!);
  return sum;
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
