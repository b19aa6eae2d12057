import { groupChoices } from './choices-by-profile.ts';
import { MASKED } from '../network/in-batch.ts';
import type { Choice } from '../data/interactions.ts';
import { createShuffledBatches } from '../data/shuffled-batches.ts';

/** Draws batches of choices: each choice once an epoch, in an order of its own in each. */
export interface ChoiceBatches {
  /** The choices of a step. */
  of(step: number): Choice[];
  /** What to add to the logits of a batch's in-batch softmax: items that the row's profile chose too do not count as wrong. */
  mask(batch: readonly Choice[]): Float32Array;
  /**
   * What each row's softmax should be: all of it at the row's own item, times what one of its profile's choices
   * counts.
   */
  target(batch: readonly Choice[]): Float32Array;
}

/** @param size choices a batch; all of them where there are fewer */
export function createChoiceBatches(
  choices: readonly Choice[],
  size: number,
  seed: string,
): ChoiceBatches {
  const { chosen, worth } = groupChoices(choices);
  return {
    of: createShuffledBatches(choices, size, seed),
    mask(batch) {
      const n = batch.length;
      const mask = new Float32Array(n * n);
      for (const [i, { profile }] of batch.entries()) {
        const own = chosen.get(profile)!;
        for (const [j, { item }] of batch.entries()) {
          if (i !== j && own.has(item)) mask[i * n + j] = MASKED;
        }
      }
      return mask;
    },
    target(batch) {
      const n = batch.length;
      const target = new Float32Array(n * n);
      for (const [i, choice] of batch.entries()) target[i * n + i] = worth(choice.profile);
      return target;
    },
  };
}
