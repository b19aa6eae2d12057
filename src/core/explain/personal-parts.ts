import type { Schema } from '../features/schema.ts';
import { affinityNames, createAffinities, hasTogether } from '../personalization/affinity.ts';
import { listRarities } from '../personalization/list-rarities.ts';
import { createPersonalFeatures } from '../personalization/personal-features.ts';
import { FEATURES_PER_AFFINITY, flattenPrior } from '../personalization/prior-weights.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import type { Signals } from '../personalization/signals.ts';
import type { Facts } from './reason.ts';

/** From this affinity on, an item counts as like another. */
const ALIKE = 0.5;

/** One affinity's part of what personalization adds. */
export interface PersonalPart {
  value: number;
  facts: Facts;
}

/** What an item shares with liked ones counts as rare from here on: one in eight items of the list has it. */
const RARE = 3;

/**
 * Prepares the split of personal scores among the affinities. Personalization is linear in its features, so
 * weight times feature is exact; without signals every part is 0.
 *
 * @param list the items that are ranked: which of `codes`, by index, `stride` bytes each
 * @returns a function from an item's code to its parts; affinities that the model gives no weight left out
 */
export function createPersonalSplit(
  schema: Schema,
  width: number,
  prior: PersonalizationPrior,
  signals: Signals,
  now: number,
  list: { codes: Uint8Array; stride: number; slots: Uint32Array },
): (codes: Uint8Array, at: number) => PersonalPart[] {
  if (signals.length === 0) return () => [];
  const names = affinityNames(schema);
  const { plain, together } = flattenPrior(schema, prior);
  const rarities = listRarities(schema, width, list.codes, list.stride, list.slots, [
    plain,
    together,
  ]);
  const features = createPersonalFeatures(schema, width, prior, signals, now, rarities);
  const affinities = createAffinities(schema, width);
  const row = new Float64Array(plain.length);
  const alike = new Float64Array(names.length);
  return (codes, at) => {
    features(codes, at, row);
    const weights = hasTogether(schema, width, codes, at) ? together : plain;
    const liked = names.map(() => new Set<string>());
    const disliked = names.map(() => new Set<string>());
    for (const signal of signals) {
      const weight = prior.signalWeights[signal.type] ?? 0;
      if (weight === 0) continue;
      affinities(codes, at, signal.code, alike);
      for (let a = 0; a < names.length; a++) {
        if (alike[a]! >= ALIKE) (weight > 0 ? liked : disliked)[a]!.add(signal.itemId);
      }
    }
    return names.flatMap((name, a) => {
      let value = 0;
      let isUsed = false;
      for (let i = a * FEATURES_PER_AFFINITY; i < (a + 1) * FEATURES_PER_AFFINITY; i++) {
        value += weights[i]! * row[i]!;
        isUsed ||= weights[i] !== 0;
      }
      if (!isUsed) return [];
      const facts: Facts = {
        kind: 'personal',
        name,
        of: a === 0 ? 'content' : (schema.crosses[a - 1]?.kind ?? 'together'),
        liked: liked[a]!.size,
        disliked: disliked[a]!.size,
        isRare: liked[a]!.size > 0 && (rarities[a]?.of(codes, at) ?? 0) >= RARE,
      };
      return [{ value, facts }];
    });
  };
}
