import type { Schema } from '../features/schema.ts';
import {
  MODEL_FORMAT,
  MODEL_VERSION,
  OUTPUTS_VERSION,
  SIGNAL_MAP,
  USUAL_OUTPUTS,
  type Canary,
  type ModelInfo,
  type OutputRange,
} from '../format/model-file.ts';
import { packTable, packedRowBytes, type TableFormat } from '../format/packed-table.ts';
import type { Tensor } from '../format/safetensors.ts';
import { writeTensorFile } from '../format/write-safetensors.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import type { DenseLayer, StudentParameters } from './parameters.ts';

/** Everything that a model file is made of. */
export interface StudentContent {
  schema: Schema;
  /** SHA-256 of `JSON.stringify(schema.source)`, hexadecimal. */
  schemaHash: string;
  parameters: Omit<StudentParameters, 'table'>;
  /** The table as stored: tableRows × width integers of the format, and a scale a row. */
  table: { format: TableFormat; stored: Int8Array; scales: Uint8Array };
  /** Names of the outputs; default: {@link USUAL_OUTPUTS}. */
  outputs?: readonly string[];
  /** By output as all that follows. Default: 0 to 4 of `policy`, 0 to 1 of all others. */
  outputRange?: readonly OutputRange[];
  /** At least 0 each, in sum 1. */
  weights: readonly number[];
  outputScale: readonly number[];
  outputOffset: readonly number[];
  personalization: PersonalizationPrior;
  canaries: readonly Canary[];
  /** Further metadata: metrics, provenance, quantization, licence. */
  metadata: Readonly<Record<string, string>>;
}

/** Writes a model file as SPEC.md states it. The same content gives the same bytes. */
export function writeStudent(content: StudentContent): Uint8Array {
  const { schema, parameters, table } = content;
  const { width, tableRows, head, towers, gains, crossFeatures } = parameters;
  const tensors = new Map<string, Tensor>();
  const add = (name: string, data: Tensor['data'], ...shape: number[]): void => {
    const type = data instanceof Int32Array ? 'I32' : data instanceof Int8Array ? 'I8' : 'U8';
    tensors.set(name, { type, shape, data });
  };
  const addLayer = (name: string, layer: DenseLayer): void => {
    add(`${name}.weights`, layer.weights, layer.outputs, layer.inputs);
    add(`${name}.bias`, layer.bias, layer.outputs);
    add(`${name}.multiplier`, layer.multiplier, layer.outputs);
  };
  const rowBytes = packedRowBytes(table.format, width);
  add('table.packed', packTable(table.format, table.stored, width), tableRows, rowBytes);
  add('table.scale', table.scales, tableRows);
  add('rarity', parameters.rarity, tableRows);
  for (const side of ['item', 'profile'] as const) {
    add(`gain.${side}`, gains[side], schema.fields.length);
    const tower = towers[side];
    if (tower !== undefined) {
      addLayer(`tower.${side}.enter`, tower.enter);
      addLayer(`tower.${side}.leave`, tower.leave);
    }
  }
  add('head.pair', head.pairWeights, head.hidden, width);
  add('head.item', head.itemWeights, head.hidden, width);
  add('head.foldMultiplier', head.foldMultiplier, head.hidden);
  add('head.cross', head.crossWeights, head.hidden, crossFeatures);
  add('head.bias', head.bias, head.hidden);
  add('head.multiplier', head.multiplier, head.hidden);
  const outputs = head.outDot.length;
  add('head.outHidden', head.outHidden, outputs, head.hidden);
  add('head.outCross', head.outCross, 2 * outputs, crossFeatures);
  add('head.outDot', head.outDot, outputs);
  add('head.outBias', head.outBias, outputs);

  const { map, ...prior } = content.personalization;
  if (map !== undefined) add(SIGNAL_MAP, map, width, width);

  const stated = statedOutputs(content);
  const info: ModelInfo = {
    width,
    tableRows,
    tableFormat: table.format,
    hidden: head.hidden,
    itemTower: towers.item?.enter.outputs ?? 0,
    profileTower: towers.profile?.enter.outputs ?? 0,
    ...(schema.togetherBytes > 0 && { togetherBytes: schema.togetherBytes }),
    shifts: {
      fold: head.foldShift,
      foldItem: head.foldItemShift,
      cross: head.crossShift,
      hidden: head.shift,
      outHidden: head.outHiddenShift,
      outCross: head.outCrossShift,
      itemEnter: towers.item?.enter.shift ?? 1,
      itemLeave: towers.item?.leave.shift ?? 1,
      profileEnter: towers.profile?.enter.shift ?? 1,
      profileLeave: towers.profile?.leave.shift ?? 1,
    },
    ...stated,
    outputScale: content.outputScale,
    outputOffset: content.outputOffset,
  };
  return writeTensorFile({
    tensors,
    metadata: {
      ...content.metadata,
      format: MODEL_FORMAT,
      version: String(stated ? OUTPUTS_VERSION : MODEL_VERSION),
      schema: JSON.stringify(schema.source),
      schemaHash: content.schemaHash,
      model: JSON.stringify(info),
      ...(stated
        ? { weights: JSON.stringify(content.weights) }
        : { alpha: String(content.weights[0]) }),
      personalization: JSON.stringify(prior),
      canaries: JSON.stringify(content.canaries),
    },
  });
}

/** What is said of outputs that are not the usual ones: files of before there were others stay as they are. */
function statedOutputs({
  outputs,
  outputRange,
}: StudentContent): Pick<ModelInfo, 'outputs' | 'outputRange'> | undefined {
  if (outputRange === undefined && (outputs ?? USUAL_OUTPUTS).join() === USUAL_OUTPUTS.join())
    return undefined;
  return { outputs: outputs ?? USUAL_OUTPUTS, ...(outputRange && { outputRange }) };
}
