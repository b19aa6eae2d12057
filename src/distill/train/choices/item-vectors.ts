import type { Choice } from '../data/interactions.ts';

/** An item that fewer people chose is left to its content. */
const MIN_CHOICES = 2;

/**
 * A vector for each item that enough people chose, beside what its content says: zero at first and held near it by
 * a Gaussian prior. Row-wise Adagrad.
 */
export interface ItemVectors {
  readonly width: number;
  /** Whether an item has a vector of its own. */
  has(item: number): boolean;
  /** The vector of an item, a view. */
  of(item: number): Float32Array;
  /** The vectors of a batch: items × width. */
  gather(items: ArrayLike<number>): Float32Array;
  /**
   * One step down a gradient.
   *
   * @param gradient of a mean, items × width; an item that stands there twice gets the sum
   * @param examples that it is the mean over; default: as many as there are items
   */
  step(items: ArrayLike<number>, gradient: Float32Array, rate: number, examples?: number): void;
  /** A copy of all state of training, to continue from later. */
  save(): Record<'vectors' | 'vectorAccumulators', Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
}

/**
 * @param count of items
 * @param choices tell which items get a vector
 * @param precision of the prior, in choices: what few chose moves little
 */
export function createItemVectors(
  count: number,
  width: number,
  choices: readonly Choice[],
  precision: number,
): ItemVectors {
  const history = new Uint32Array(count);
  for (const { item } of choices) history[item]!++;
  const values = new Float32Array(count * width);
  const accumulators = new Float32Array(count);
  const has = (item: number): boolean => history[item]! >= MIN_CHOICES;
  const of = (item: number): Float32Array => values.subarray(item * width, (item + 1) * width);
  return {
    width,
    has,
    of,
    gather(items) {
      const out = new Float32Array(items.length * width);
      for (let i = 0; i < items.length; i++) out.set(of(items[i]!), i * width);
      return out;
    },
    step(items, gradient, rate, examples = items.length) {
      const slopes = new Map<number, Float32Array>();
      for (let i = 0; i < items.length; i++) {
        const item = items[i]!;
        if (!has(item)) continue;
        const slope = slopes.get(item) ?? of(item).map((x) => precision * x);
        // The loss is a mean; the prior counts in choices.
        for (let d = 0; d < width; d++) slope[d]! += examples * gradient[i * width + d]!;
        slopes.set(item, slope);
      }
      for (const [item, slope] of slopes) {
        accumulators[item]! += slope.reduce((sum, x) => sum + x * x, 0) / width;
        const factor = rate / (Math.sqrt(accumulators[item]!) + 1e-8);
        const own = of(item);
        for (let d = 0; d < width; d++) own[d]! -= factor * slope[d]!;
      }
    },
    save: () => ({ vectors: values.slice(), vectorAccumulators: accumulators.slice() }),
    restore(state) {
      values.set(state.vectors!);
      accumulators.set(state.vectorAccumulators!);
    },
  };
}
