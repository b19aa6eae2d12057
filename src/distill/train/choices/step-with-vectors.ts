import type { ItemVectors } from './item-vectors.ts';
import type { PairNetwork, Rates } from '../network/pair-network.ts';
import type { Tensor, Tensor2D } from '../backend/tf.ts';

/**
 * One training step on codes and on vectors of single items that are added to them.
 *
 * @param loss of unit vectors: of the profiles, of the items by content, and of the same with their vectors added
 * @param vectorRate learning rate of the vectors, in that of the table
 * @returns the loss
 */
export async function stepWithVectors(
  network: PairNetwork,
  vectors: ItemVectors,
  profiles: ArrayLike<number>,
  items: ArrayLike<number>,
  loss: (profiles: Tensor2D, content: Tensor2D, sums: Tensor2D) => Tensor,
  rates: Rates,
  vectorRate: number,
): Promise<number> {
  const values = vectors.gather(items);
  const added = { values, gradient: new Float32Array(values.length) };
  const value = await network.stepCodes(profiles, items, loss, rates, added);
  vectors.step(items, added.gradient, vectorRate * rates.table);
  return value;
}
