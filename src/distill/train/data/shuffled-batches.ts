import { createRandom } from '../../../core/math/random.ts';

/**
 * Draws batches without replacement: each item once an epoch, in an order of its own in each; what does not fill
 * the last batch of an epoch waits for the next. Any step may be asked for.
 *
 * @param size items a batch; all of them where there are fewer
 */
export function createShuffledBatches<T>(
  items: readonly T[],
  size: number,
  seed: string,
): (step: number) => T[] {
  const count = Math.min(size, items.length);
  const perEpoch = Math.floor(items.length / count);
  let shuffled: { epoch: number; items: T[] } | undefined;
  return (step) => {
    const epoch = Math.floor(step / perEpoch);
    if (shuffled?.epoch !== epoch) {
      const random = createRandom(`${seed}/epoch ${epoch}`);
      shuffled = { epoch, items: random.shuffle([...items]) };
    }
    const from = (step % perEpoch) * count;
    return shuffled.items.slice(from, from + count);
  };
}
