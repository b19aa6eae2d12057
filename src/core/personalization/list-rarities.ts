import type { Schema } from '../features/schema.ts';
import { affinityNames } from './affinity.ts';
import { createListRarity, type ListRarity } from './list-rarity.ts';
import { FEATURES_PER_AFFINITY, RARE } from './prior-weights.ts';

/**
 * The rarity by each affinity that has one and for which any weight is not 0, before any item is counted.
 *
 * @param weights as `flattenWeights` orders them; default: all count
 */
export function createRarities(
  schema: Schema,
  width: number,
  stride: number,
  weights?: readonly Float64Array[],
): (ListRarity | undefined)[] {
  return affinityNames(schema).map((_, affinity) => {
    const cross = schema.crosses[affinity - 1];
    const at = affinity * FEATURES_PER_AFFINITY + RARE;
    const isWanted = weights?.some((flat) => flat[at] !== 0) ?? true;
    return cross?.kind === 'match' && isWanted ? createListRarity(cross, width, stride) : undefined;
  });
}

/** {@link createRarities} of a list. */
export function listRarities(
  schema: Schema,
  width: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
  weights?: readonly Float64Array[],
): (ListRarity | undefined)[] {
  const rarities = createRarities(schema, width, stride, weights);
  for (const rarity of rarities) rarity?.add(codes, slots);
  return rarities;
}
