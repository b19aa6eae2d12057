import { readSchema } from '../features/read-schema.ts';
import {
  FEATURES_PER_CROSS,
  type Schema,
  type SchemaSource,
  type Side,
} from '../features/schema.ts';
import {
  MODEL_FORMAT,
  MODEL_VERSION,
  OUTPUTS_VERSION,
  SIGNAL_MAP,
  USUAL_OUTPUTS,
  type ModelInfo,
} from '../format/model-file.ts';
import { packedRowBytes } from '../format/packed-table.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import { viewTensors, type Tensor, type TensorFile } from '../format/tensor-views.ts';
import type { DenseLayer, StudentParameters, Tower } from './parameters.ts';
import type { Student } from './student.ts';

/** The data of a tensor that must have this type and shape. */
export type TakeTensor = (
  file: TensorFile,
  name: string,
  type: Tensor['type'],
  shape: readonly number[],
) => Tensor['data'];

/**
 * Reads a student from a model file, trusting that the build step wrote it: of the format, the version and
 * the tensors it is seen that they are there, so that nothing is read out of bounds later. `loadStudent`
 * takes nothing for granted, and says what is wrong.
 *
 * @throws an error without a code for a file that is no such one
 */
export function readStudent(bytes: Uint8Array, take: TakeTensor = takeTensor): Student {
  const file = viewTensors(bytes);
  const { metadata } = file;
  const { format, version, schemaHash = '' } = metadata;
  const isRead = version === String(MODEL_VERSION) || version === String(OUTPUTS_VERSION);
  if (format !== MODEL_FORMAT || !isRead) throw new Error(format);
  const [schema, info, personalization, weights] = [
    metadata.schema,
    metadata.model,
    metadata.personalization,
    metadata.weights ?? metadata.alpha,
  ].map((text): unknown => JSON.parse(text!)) as [
    SchemaSource,
    ModelInfo,
    PersonalizationPrior,
    number | number[],
  ];
  const { outputs = USUAL_OUTPUTS } = info;
  const compiled = readSchema(schema, info.togetherBytes);
  const { width } = info;
  const map = file.tensors.has(SIGNAL_MAP)
    ? { map: take(file, SIGNAL_MAP, 'I8', [width, width]) as Int8Array }
    : {};
  return {
    schema: compiled,
    parameters: readParameters(file, compiled, info, outputs.length, take),
    outputs,
    policyAt: outputs.indexOf('policy'),
    weights: typeof weights === 'number' ? [weights, 1 - weights] : weights,
    outputScale: info.outputScale,
    outputOffset: info.outputOffset,
    outputRange: info.outputRange ?? outputs.map((name) => [0, name === 'policy' ? 4 : 1]),
    personalization: { ...personalization, ...map },
    schemaHash,
    metadata,
  };
}

function takeTensor(...[file, name, type, shape]: Parameters<TakeTensor>): Tensor['data'] {
  const tensor = file.tensors.get(name)!;
  const length = shape.reduce((product, size) => product * size, 1);
  if (`${tensor.type},${tensor.shape}` !== `${type},${shape}` || tensor.data.length !== length) {
    throw new Error(name);
  }
  return tensor.data;
}

function readParameters(
  file: TensorFile,
  schema: Schema,
  info: ModelInfo,
  outCount: number,
  take: TakeTensor,
): StudentParameters {
  const { width, tableRows, tableFormat, hidden, shifts } = info;
  const fieldCount = schema.fields.length;
  const crossFeatures = FEATURES_PER_CROSS * schema.crosses.length;
  const i8 = (name: string, ...shape: number[]): Int8Array =>
    take(file, name, 'I8', shape) as Int8Array;
  const u8 = (name: string, ...shape: number[]): Uint8Array =>
    take(file, name, 'U8', shape) as Uint8Array;
  const i32 = (name: string, ...shape: number[]): Int32Array =>
    take(file, name, 'I32', shape) as Int32Array;
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
  const head = {
    hidden,
    pairWeights: i8('head.pair', hidden, width),
    itemWeights: i8('head.item', hidden, width),
    foldMultiplier: u8('head.foldMultiplier', hidden),
    foldItemShift: shifts.foldItem,
    foldShift: shifts.fold,
    crossWeights: i8('head.cross', hidden, crossFeatures),
    crossShift: shifts.cross,
    bias: i32('head.bias', hidden),
    multiplier: u8('head.multiplier', hidden),
    shift: shifts.hidden,
    outHidden: i8('head.outHidden', outCount, hidden),
    outHiddenShift: shifts.outHidden,
    outCross: i8('head.outCross', 2 * outCount, crossFeatures),
    outCrossShift: shifts.outCross,
    outDot: i8('head.outDot', outCount),
    outBias: i32('head.outBias', outCount),
  };
  const gain = (side: Side): Int8Array => i8(`gain.${side}`, fieldCount);
  return {
    width,
    tableRows,
    table: {
      format: tableFormat,
      rows: u8('table.packed', tableRows, packedRowBytes(tableFormat, width)),
      scales: u8('table.scale', tableRows),
    },
    rarity: u8('rarity', tableRows),
    gains: { item: gain('item'), profile: gain('profile') },
    towers: { item: tower('item', info.itemTower), profile: tower('profile', info.profileTower) },
    head,
    crossFeatures,
  };
}
