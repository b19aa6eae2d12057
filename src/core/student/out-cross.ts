/** What one coarse step of a weight is worth in fine ones. */
export const COARSE_STEP = 128;

/**
 * The weight of each cross feature in each output, outputs × crosses, of the bytes that engines multiply with: the
 * coarse parts of all outputs, then the fine ones. One cross may outweigh the others by far; a single byte
 * would round these away.
 */
export function outCrossWeights({ outCross }: { readonly outCross: Int8Array }): Int32Array {
  const count = outCross.length / 2;
  return Int32Array.from(
    { length: count },
    (_, i) => COARSE_STEP * outCross[i]! + outCross[count + i]!,
  );
}
