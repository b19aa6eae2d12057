import type { Side } from '../../core/features/schema.ts';
import type { TableFormat } from '../../core/format/packed-table.ts';
import type { StudentParameters, Tower } from '../../core/student/parameters.ts';
import type { StudentContent } from '../../core/student/write.ts';
import type { Batch } from '../train/data/lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';
import { measureRanges } from './measure-ranges.ts';
import { largest, round } from './numbers.ts';
import { quantizeHead } from './quantize-head.ts';
import { quantizeTable } from './quantize-table.ts';
import { quantizeTower } from './quantize-tower.ts';

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
    gains: {
      item: quantizeGains(network.gains.item),
      profile: quantizeGains(network.gains.profile),
    },
    towers: { item: towerOf('item'), profile: towerOf('profile') },
    head,
    crossFeatures: data.crossFeatures,
  };
  return {
    parameters,
    table: quantizeTable(network.table.values(), tableRows, width, format),
    outputScale,
    outputOffset: outputScale.map(() => 0),
  };
}

function quantizeGains(gains: Float32Array): Int8Array {
  const top = largest(gains) || 1;
  return Int8Array.from(gains, (gain) => round((127 * Math.abs(gain)) / top));
}
