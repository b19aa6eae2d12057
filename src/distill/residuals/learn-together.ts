import type { Random } from '../../core/math/random.ts';
import { normalizeToInt8 } from '../../core/math/normalize.ts';
import { orthonormalize } from './orthonormalize.ts';

/** Length of the vectors: 48 tell as much of few signals, 96 hardly more. */
export const TOGETHER_WIDTH = 64;
/** Rounds of the iteration: the best of the space is found well before. */
const ROUNDS = 6;
/** Choices that every item is thought to have beside its own, by people who chose nothing else. */
const SHRINKAGE = 3;
/** Float to integer before rounding to int8: fine enough, and below what `normalizeToInt8` takes. */
const FINE = 2 ** 20;

/** What one person chose, as numbers of items, each once. */
export type ChosenItems = readonly number[];

/**
 * Learns for each item a vector such that items that the same people choose point the same way: the leading
 * directions of the normalized table of choices (people × items, each entry 1 / √(choices of the person · (choices of
 * the item + 3))), found by subspace iteration, weighed by their eigenvalues and scaled to unit length. Two items that
 * nobody chose together are alike where others link them; that is what neighbours by counting cannot tell. The mean
 * is taken off, so that two items drawn by chance are not alike, as is one of which nothing is known (0).
 *
 * @param people what each person chose
 * @param count of items
 * @returns by item, {@link TOGETHER_WIDTH} integers: of those that somebody chose beside another
 */
export function learnTogether(
  people: readonly ChosenItems[],
  count: number,
  random: Random,
): Map<number, Int8Array> {
  const width = TOGETHER_WIDTH;
  const choices = new Float64Array(count);
  for (const items of people) for (const item of items) choices[item]!++;
  const scale = choices.map((n) => 1 / Math.sqrt(n + SHRINKAGE));
  const linked = new Uint8Array(count);
  for (const items of people) if (items.length > 1) for (const item of items) linked[item] = 1;

  /** Once over the table and back. */
  const walk = (from: Float32Array): Float32Array => {
    const to = new Float32Array(count * width);
    const sum = new Float64Array(width);
    for (const items of people) {
      if (items.length < 2) continue;
      sum.fill(0);
      for (const item of items) {
        for (let d = 0; d < width; d++) sum[d]! += scale[item]! * from[item * width + d]!;
      }
      for (const item of items) {
        const share = scale[item]! / items.length;
        for (let d = 0; d < width; d++) to[item * width + d]! += share * sum[d]!;
      }
    }
    return to;
  };

  let space = Float32Array.from({ length: count * width }, () => random.normal());
  for (let round = 0; round < ROUNDS; round++) space = orthonormalize(walk(space), width);
  return unitVectors(walk(space), linked, width);
}

/** Rows less their mean, as unit vectors of int8. */
function unitVectors(
  rows: Float32Array,
  linked: Uint8Array,
  width: number,
): Map<number, Int8Array> {
  const mean = new Float64Array(width);
  let known = 0;
  for (let item = 0; item < linked.length; item++) {
    if (linked[item] === 0) continue;
    known++;
    for (let d = 0; d < width; d++) mean[d]! += rows[item * width + d]!;
  }
  const vectors = new Map<number, Int8Array>();
  const integers = new Int32Array(width);
  for (let item = 0; item < linked.length; item++) {
    if (linked[item] === 0) continue;
    const own = Float64Array.from(mean, (sum, d) => rows[item * width + d]! - sum / known);
    const length = Math.hypot(...own);
    if (length === 0) continue;
    for (let d = 0; d < width; d++) integers[d] = Math.round((FINE * own[d]!) / length);
    const vector = new Int8Array(width);
    normalizeToInt8(integers, vector);
    vectors.set(item, vector);
  }
  return vectors;
}
