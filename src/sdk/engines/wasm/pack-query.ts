import type { Query } from '../../../core/student/fold.ts';
import { BLOCK, BLOCK_HEADER } from './layout.ts';

/** Bytes of a packed head: {@link packQuery}. */
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
 * @param at address in `words`, in bytes, a multiple of 4; what lies there is zero or an earlier pack of
 * the same sizes, so that the filling stays zero
 */
export function packQuery(query: Query, words: Int32Array, halves: Int16Array, at: number): void {
  const { width, hidden, crossFeatures, weights, crossWeights, outHidden, outCross } = query;
  const pairs = (width + 1) >> 1;
  const crosses = crossFeatures >> 1;
  const blockBytes = BLOCK_HEADER + 4 * BLOCK * (crosses + pairs);
  for (let h = 0; h < hidden; h++) {
    const unit = h % BLOCK;
    const block = at + blockBytes * ((h - unit) / BLOCK);
    words[(block >> 2) + unit] = query.bias[h]!;
    words[(block >> 2) + BLOCK + unit] = query.multiplier[h]!;
    halves[(block >> 1) + 16 + unit] = outHidden[h]!;
    halves[(block >> 1) + 20 + unit] = outHidden[hidden + h]!;
    let to = ((block + BLOCK_HEADER) >> 1) + 2 * unit;
    const cross = h * crossFeatures;
    for (let c = 0; c < crossFeatures; c += 2, to += 2 * BLOCK) {
      halves[to] = crossWeights[cross + c]!;
      halves[to + 1] = crossWeights[cross + c + 1]!;
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
  for (let c = 0; c < crossFeatures; c += 2, to += 4) {
    halves[to] = outCross[c]!;
    halves[to + 1] = outCross[c + 1]!;
    halves[to + 2] = outCross[crossFeatures + c]!;
    halves[to + 3] = outCross[crossFeatures + c + 1]!;
  }
  halves.set(query.profile, to);
}
