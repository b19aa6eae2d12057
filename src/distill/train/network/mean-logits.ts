import type { Batch } from '../data/lists.ts';
import type { PairNetwork } from './pair-network.ts';

/** Logits of a batch, lists × perList × outputs: the mean over networks. */
export async function meanLogits(
  networks: readonly PairNetwork[],
  batch: Batch,
): Promise<Float32Array> {
  const [first, ...others] = networks;
  const logits = await first!.score(batch);
  for (const network of others) {
    const more = await network.score(batch);
    for (const [i, value] of more.entries()) logits[i]! += value;
  }
  return logits.map((sum) => sum / networks.length);
}
