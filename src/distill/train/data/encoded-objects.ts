import { createFeaturizer } from '../../../core/features/featurize.ts';
import type { Schema, Side } from '../../../core/features/schema.ts';

/**
 * The tokens of many objects of one side, featurized once: hashes rather than rows, so that tables of any
 * size can be trained on them.
 */
export interface EncodedObjects {
  count: number;
  fieldCount: number;
  /** Token hashes and weights; those of field f of object i lie between `ends[i·F + f − 1]` and `ends[i·F + f]`. */
  hashes: Uint32Array;
  weights: Uint8Array;
  ends: Uint32Array;
}

const ALL_HASHES = 2 ** 32;

/** Featurizes `objects`, in order. */
export function encodeObjects(
  schema: Schema,
  side: Side,
  objects: readonly unknown[],
  now: number,
): EncodedObjects {
  const featurize = createFeaturizer(schema, ALL_HASHES);
  const fieldCount = schema.fields.length;
  const ends = new Uint32Array(objects.length * fieldCount);
  let hashes = new Uint32Array(1 << 16);
  let weights = new Uint8Array(1 << 16);
  let total = 0;
  for (const [i, object] of objects.entries()) {
    const bag = featurize(side, object, now);
    const count = bag.ends[fieldCount - 1]!;
    while (total + count > hashes.length) {
      const more = new Uint32Array(2 * hashes.length);
      more.set(hashes);
      hashes = more;
      const moreWeights = new Uint8Array(2 * weights.length);
      moreWeights.set(weights);
      weights = moreWeights;
    }
    hashes.set(bag.rows.subarray(0, count), total);
    weights.set(bag.weights.subarray(0, count), total);
    for (let f = 0; f < fieldCount; f++) ends[i * fieldCount + f] = total + bag.ends[f]!;
    total += count;
  }
  return {
    count: objects.length,
    fieldCount,
    hashes: hashes.slice(0, total),
    weights: weights.slice(0, total),
    ends,
  };
}
