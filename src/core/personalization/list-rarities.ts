import type { Schema } from '../features/schema.ts';
import { createListRarity, type ListRarity } from './list-rarity.ts';
import { FEATURES_PER_AFFINITY, RARE } from './prior-weights.ts';

/**
 * The rarity by each affinity that has one and whose weight for it is not 0, before any item is counted.
 *
 * @param weights as `flattenPrior` orders them; default: all count
 */
export function createRarities(
  schema: Schema,
  width: number,
  stride: number,
  weights?: Float64Array,
): (ListRarity | undefined)[] {
  return [undefined, ...schema.crosses].map((cross, affinity) =>
    cross?.kind === 'match' && weights?.[affinity * FEATURES_PER_AFFINITY + RARE] !== 0
      ? createListRarity(cross, width, stride)
      : undefined,
  );
}

/** {@link createRarities} of a list. */
export function listRarities(
  schema: Schema,
  width: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
  weights?: Float64Array,
): (ListRarity | undefined)[] {
  const rarities = createRarities(schema, width, stride, weights);
  for (const rarity of rarities) rarity?.add(codes, slots);
  return rarities;
}
