import { PocketRankError } from '../errors.ts';
import { compileSchema } from '../features/compile-schema.ts';
import { SIDES } from '../features/schema.ts';
import {
  MODEL_FORMAT,
  MODEL_VERSION,
  OUTPUTS_VERSION,
  type ModelInfo,
} from '../format/model-file.ts';
import { checkPackedTable } from '../format/check-packed-table.ts';
import { TABLE_FORMATS } from '../format/table-formats.ts';
import { parsePrior } from '../format/prior.ts';
import { readTensorFile, type Tensor } from '../format/safetensors.ts';
import { MAX_ACCUMULATOR, requantize, RESIDUAL } from '../math/rounding.ts';
import { RARE_FORMS } from '../reading/rare-forms.ts';
import { outCrossWeights } from './out-cross.ts';
import type { DenseLayer, StudentParameters } from './parameters.ts';
import { readStudent, type TakeTensor } from './read.ts';
import type { Student } from './student.ts';

const MAX_WIDTH = 384;
const MAX_TABLE_VALUES = 64 << 20;
/** The most outputs of a student. */
export const MAX_OUTPUTS = 6;
/** What an output may be called: it is a name in code, and what follows a hyphen in a report. */
export const OUTPUT_NAME = /^[a-z][a-zA-Z0-9]{0,31}$/;
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
  const { metadata } = readTensorFile(bytes);
  if (metadata.format !== MODEL_FORMAT) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Model file: a safetensors file, but its format is ${JSON.stringify(metadata.format ?? null)}, not "${MODEL_FORMAT}".`,
      { hint: 'Make one with `pocketrank distill`.' },
    );
  }
  const version = Number(metadata.version);
  if (version !== MODEL_VERSION && version !== OUTPUTS_VERSION) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Model file: version ${metadata.version ?? 'unknown'}; this package reads versions ${MODEL_VERSION} and ${OUTPUTS_VERSION}.`,
      { hint: 'Use the package version that wrote it, or distill it again.' },
    );
  }
  compileSchema(json(metadata, 'schema'));
  const info = json(metadata, 'model') as ModelInfo;
  checkInfo(info, version === OUTPUTS_VERSION);
  if (version === OUTPUTS_VERSION) checkWeights(json(metadata, 'weights'), info.outputs!.length);
  else checkAlpha(metadata.weights === undefined && json(metadata, 'alpha'));
  parsePrior(metadata.personalization ?? 'null');
  const student = readStudent(bytes, checkedTensor);
  student.schema.lexicon.forms = RARE_FORMS;
  const { width, table, rarity, gains } = student.parameters;
  if (rarity.includes(0)) fail('a rarity is 0');
  for (const side of SIDES) {
    if (gains[side].some((value) => value < 0)) fail(`a gain of the ${side} side is negative`);
  }
  checkPackedTable(table, width);
  checkBounds(student.parameters);
  return student;
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

function checkAlpha(alpha: unknown): void {
  if (!(typeof alpha === 'number' && alpha >= 0 && alpha <= 1)) {
    fail('metadata "alpha" is not a number from 0 to 1');
  }
}

function checkWeights(weights: unknown, outputs: number): void {
  const isWeight = (weight: unknown): boolean => Number.isFinite(weight) && (weight as number) >= 0;
  const isRight =
    Array.isArray(weights) &&
    weights.length === outputs &&
    weights.every(isWeight) &&
    Math.abs((weights as number[]).reduce((sum, weight) => sum + weight, -1)) < 1e-6;
  if (!isRight) fail(`metadata "weights" is not ${outputs} numbers from 0 on whose sum is 1`);
}

/** @param hasOutputs whether the file is to state its outputs */
function checkOutputs({ outputs, outputRange }: ModelInfo, hasOutputs: boolean): boolean {
  if (!hasOutputs) return outputs === undefined && outputRange === undefined;
  const isRange = (range: unknown): boolean =>
    Array.isArray(range) &&
    range.length === 2 &&
    range.every((end) => Number.isFinite(end)) &&
    range[0] !== range[1];
  return (
    Array.isArray(outputs) &&
    outputs.length >= 1 &&
    outputs.length <= MAX_OUTPUTS &&
    outputs.every((name) => typeof name === 'string' && OUTPUT_NAME.test(name)) &&
    new Set(outputs).size === outputs.length &&
    (outputRange === undefined ||
      (Array.isArray(outputRange) &&
        outputRange.length === outputs.length &&
        outputRange.every(isRange)))
  );
}

function checkInfo(info: ModelInfo, hasOutputs: boolean): void {
  const size = (n: unknown, low: number, high: number): boolean =>
    Number.isInteger(n) && (n as number) >= low && (n as number) <= high;
  const byOutput = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.length === (info.outputs?.length ?? 2) &&
    list.every((n) => Number.isFinite(n));
  const valid =
    info !== null &&
    typeof info === 'object' &&
    size(info.width, 1, MAX_WIDTH) &&
    size(info.tableRows, 1, MAX_TABLE_VALUES / info.width) &&
    TABLE_FORMATS.includes(info.tableFormat) &&
    size(info.hidden, 0, 1024) &&
    size(info.itemTower, 0, 4096) &&
    size(info.profileTower, 0, 4096) &&
    size(info.togetherBytes ?? 0, 0, MAX_WIDTH) &&
    info.shifts !== null &&
    typeof info.shifts === 'object' &&
    (['fold', 'hidden', 'itemEnter', 'itemLeave', 'profileEnter', 'profileLeave'] as const).every(
      (key) => size(info.shifts[key], 1, 30),
    ) &&
    size(info.shifts.foldItem, 0, 8) &&
    (['cross', 'outHidden', 'outCross'] as const).every((key) => size(info.shifts[key], 0, 16)) &&
    checkOutputs(info, hasOutputs) &&
    byOutput(info.outputScale) &&
    byOutput(info.outputOffset);
  if (!valid) fail('metadata "model" is malformed');
}

function checkedTensor(...[file, name, type, shape]: Parameters<TakeTensor>): Tensor['data'] {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) return fail(`tensor "${name}" is missing`);
  if (tensor.type !== type || tensor.shape.join() !== shape.join()) {
    fail(
      `tensor "${name}" is ${tensor.type} [${tensor.shape.join(', ')}] where ${type} [${shape.join(', ')}] is needed`,
    );
  }
  if (type === 'I8' && tensor.data.includes(-128)) fail(`tensor "${name}" holds −128`);
  return tensor.data;
}

/** Proves that no accumulator of a forward pass can leave its range, whatever the input. */
function checkBounds(parameters: StudentParameters): void {
  const { width, head, towers, crossFeatures } = parameters;
  for (const side of ['item', 'profile'] as const) {
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
  const outCross = outCrossWeights(head);
  for (let k = 0; k < head.outDot.length; k++) {
    const bound =
      127 * magnitude(head.outHidden, k * head.hidden, head.hidden) * 2 ** head.outHiddenShift +
      127 * magnitude(outCross, k * crossFeatures, crossFeatures) * 2 ** head.outCrossShift +
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

function magnitude(weights: Int8Array | Int32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.abs(weights[i]!);
  return sum;
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
