import { SIDES, type Side } from '../../core/features/schema.ts';
import type { Batch } from '../train/data/lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';

/** Largest activations seen. */
export interface Ranges {
  tower: Record<Side, number>;
  /** By hidden unit: the folded weight's largest magnitude, and the largest activation. */
  folded: Float64Array;
  hidden: Float64Array;
}

/** Runs the float network over batches and notes how large its activations grow. */
export async function measureRanges(
  network: PairNetwork,
  data: PairData,
  weights: ReadonlyMap<string, Float32Array>,
  calibration: readonly Batch[],
): Promise<Ranges> {
  const { width, hidden, tower } = network.size;
  const ranges: Ranges = {
    tower: { item: 1e-3, profile: 1e-3 },
    folded: new Float64Array(hidden).fill(1e-3),
    hidden: new Float64Array(hidden).fill(1e-3),
  };
  const pair = weights.get('head.pair')!;
  const item = weights.get('head.item')!;
  const cross = weights.get('head.cross')!;
  const bias = weights.get('head.bias')!;
  for (const batch of calibration) {
    if (tower > 0) {
      for (const side of SIDES) {
        const which = side === 'item' ? batch.items : batch.profiles;
        ranges.tower[side] = Math.max(
          ranges.tower[side],
          await network.largestTowerActivation(side, which),
        );
      }
    }
    const profiles = await network.encode('profile', batch.profiles);
    const items = await network.encode('item', batch.items);
    const folded = new Float64Array(width);
    for (let b = 0; b < batch.lists; b++) {
      for (let h = 0; h < hidden; h++) {
        for (let d = 0; d < width; d++) {
          const value = pair[d * hidden + h]! * profiles[b * width + d]! + item[d * hidden + h]!;
          folded[d] = value;
          ranges.folded[h] = Math.max(ranges.folded[h]!, Math.abs(value));
        }
        for (let k = 0; k < batch.perList; k++) {
          const at = b * batch.perList + k;
          const from = batch.pairs[at]! * width;
          let acc = bias[h]!;
          for (let d = 0; d < width; d++) acc += folded[d]! * items[from + d]!;
          for (let c = 0; c < data.crossFeatures; c++) {
            acc += cross[c * hidden + h]! * batch.crosses[at * data.crossFeatures + c]!;
          }
          ranges.hidden[h] = Math.max(ranges.hidden[h]!, acc);
        }
      }
    }
  }
  return ranges;
}
