import type { GivenWeights } from '../format/prior.ts';
import { logRatio } from '../math/log-ratio.ts';

/** What a host knows of each item of a list, by its place there: its position (from 1) or a number. */
export type Given =
  | { by: 'order'; positions: ArrayLike<number> }
  /** What is no finite number says nothing. */
  | { by: 'values'; values: ArrayLike<number> };

/**
 * What a host's own order or numbers add to each item's score, in logits. An order adds −log2 of the position (linear
 * between powers of two), times its weight. Numbers add themselves times the weight that the host states; without one they are in nobody's unit, so
 * that how many standard deviations of the list they lie above its mean counts, times the weight that the model has
 * learned.
 *
 * @param learned the model's weights
 * @param stated the host's weight
 */
export function givenTerms(
  given: Given,
  learned: GivenWeights,
  stated: number | undefined,
): Float64Array {
  if (given.by === 'order') {
    const weight = stated ?? learned.order ?? 0;
    return Float64Array.from(given.positions, (position) => 0 - weight * logRatio(position));
  }
  const { values } = given;
  if (stated !== undefined) {
    return Float64Array.from(values, (value) => (Number.isFinite(value) ? stated * value : 0));
  }
  return standardize(values).map((value) => (learned.values ?? 0) * value);
}

/** Standard deviations above the mean of a list; 0 of what is no finite number, and where all are alike. */
export function standardize(values: ArrayLike<number>): Float64Array {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford's sums: squares of large numbers lose what tells them apart.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const off = value - mean;
    mean += off / ++count;
    squares += off * (value - mean);
  }
  const deviation = Math.sqrt(squares / Math.max(1, count));
  return Float64Array.from(values, (value) =>
    Number.isFinite(value) && deviation > 0 ? (value - mean) / deviation : 0,
  );
}
