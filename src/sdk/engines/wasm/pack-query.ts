import type { Query } from '../../../core/student/fold.ts';
import { BLOCK, BLOCK_HEADER } from './layout.ts';

/** Bytes of a head packed with `crosses` crosses: {@link packQuery}. */
export function packedQueryBytes(hidden: number, width: number, crosses: number): number {
  const pairs = (width + 1) >> 1;
  return (
    Math.ceil(hidden / BLOCK) * (BLOCK_HEADER + 4 * BLOCK * (crosses + pairs)) +
    8 * crosses +
    4 * pairs
  );
}

/**
 * Widens a folded head to 16 bits in the order in which the kernel reads it. Each block of four hidden units
 * (the last one filled up with zeros):
 *
 *     bias 4 × i32, multiplier 4 × i32, policy weights 4 × i16, click weights 4 × i16,
 *     for each cross, then for each pair of components: unit 0's two weights, unit 1's, …  (i16)
 *
 * then for each cross the policy's two weights and the click's, then the profile.
 *
 * @param known the crosses to pack, by index: the features of the others are zeros
 * @param at address in `words`, in bytes, a multiple of 4
 */
export function packQuery(
  query: Query,
  known: readonly number[],
  words: Int32Array,
  halves: Int16Array,
  at: number,
): void {
  const { width, hidden, crossFeatures, weights, crossWeights, outHidden, outCross } = query;
  const pairs = (width + 1) >> 1;
  const blockBytes = BLOCK_HEADER + 4 * BLOCK * (known.length + pairs);
  words.fill(0, at >> 2, (at + packedQueryBytes(hidden, width, known.length)) >> 2);
  for (let h = 0; h < hidden; h++) {
    const unit = h % BLOCK;
    const block = at + blockBytes * ((h - unit) / BLOCK);
    words[(block >> 2) + unit] = query.bias[h]!;
    words[(block >> 2) + BLOCK + unit] = query.multiplier[h]!;
    halves[(block >> 1) + 16 + unit] = outHidden[h]!;
    halves[(block >> 1) + 20 + unit] = outHidden[hidden + h]!;
    let to = ((block + BLOCK_HEADER) >> 1) + 2 * unit;
    const cross = h * crossFeatures;
    for (const c of known) {
      halves[to] = crossWeights[cross + 2 * c]!;
      halves[to + 1] = crossWeights[cross + 2 * c + 1]!;
      to += 2 * BLOCK;
    }
    const row = h * width;
    const even = width & ~1;
    for (let d = 0; d < even; d += 2, to += 2 * BLOCK) {
      halves[to] = weights[row + d]!;
      halves[to + 1] = weights[row + d + 1]!;
    }
    if (even < width) halves[to] = weights[row + even]!;
  }
  let to = (at + blockBytes * Math.ceil(hidden / BLOCK)) >> 1;
  for (const c of known) {
    halves[to] = outCross[2 * c]!;
    halves[to + 1] = outCross[2 * c + 1]!;
    halves[to + 2] = outCross[crossFeatures + 2 * c]!;
    halves[to + 3] = outCross[crossFeatures + 2 * c + 1]!;
    to += 4;
  }
  halves.set(query.profile, to);
}
