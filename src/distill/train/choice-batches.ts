import { createRandom } from '../../core/math/random.ts';
import { MASKED } from './in-batch.ts';
import type { Choice } from './interactions.ts';

/** Draws batches of choices: each choice once an epoch, in an order of its own in each. */
export interface ChoiceBatches {
  /** The choices of a step. */
  of(step: number): Choice[];
  /** What to add to the logits of a batch's in-batch softmax: jobs that the row's profile chose too do not count as wrong. */
  mask(batch: readonly Choice[]): Float32Array;
  /**
   * What each row's softmax should be: all of it at the row's own job, times what one of its profile's choices
   * counts. That falls with the square root of how many there are, 1 on average: a few people choose a great
   * deal, and not as others do.
   */
  target(batch: readonly Choice[]): Float32Array;
}

/** @param size choices a batch; all of them where there are fewer */
export function createChoiceBatches(
  choices: readonly Choice[],
  size: number,
  seed: string,
): ChoiceBatches {
  const count = Math.min(size, choices.length);
  const perEpoch = Math.floor(choices.length / count);
  const chosen = new Map<number, Set<number>>();
  for (const { profile, job } of choices) {
    const own = chosen.get(profile);
    if (own === undefined) chosen.set(profile, new Set([job]));
    else own.add(job);
  }
  const worth = ({ profile }: Choice): number => 1 / Math.sqrt(chosen.get(profile)!.size);
  const meanWorth = choices.reduce((sum, choice) => sum + worth(choice), 0) / choices.length;
  let shuffled: { epoch: number; choices: Choice[] } | undefined;
  return {
    of(step) {
      const epoch = Math.floor(step / perEpoch);
      if (shuffled?.epoch !== epoch) {
        const random = createRandom(`${seed}/epoch ${epoch}`);
        shuffled = { epoch, choices: random.shuffle([...choices]) };
      }
      const from = (step % perEpoch) * count;
      return shuffled.choices.slice(from, from + count);
    },
    mask(batch) {
      const n = batch.length;
      const mask = new Float32Array(n * n);
      for (const [i, { profile }] of batch.entries()) {
        const own = chosen.get(profile)!;
        for (const [j, { job }] of batch.entries()) {
          if (i !== j && own.has(job)) mask[i * n + j] = MASKED;
        }
      }
      return mask;
    },
    target(batch) {
      const n = batch.length;
      const target = new Float32Array(n * n);
      for (const [i, choice] of batch.entries()) target[i * n + i] = worth(choice) / meanWorth;
      return target;
    },
  };
}
