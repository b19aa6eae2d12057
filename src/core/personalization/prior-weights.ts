import type { Schema } from '../features/schema.ts';
import { AGGREGATES } from '../format/model-file.ts';
import type { PersonalizationPrior, WeightsByAffinity } from '../format/prior.ts';
import { affinityNames } from './affinity.ts';

/**
 * Five numbers an affinity: its decayed mean over the positive signals, its maximum and its last over these, its
 * maximum times how rare in the list what the candidate has is, and its decayed mean over the negative signals.
 */
export const FEATURES_PER_AFFINITY = AGGREGATES.length;

/** Where each of the five stands. */
export const MEAN = 0;
export const MAX = 1;
export const LAST = 2;
export const RARE = 3;
export const AWAY = 4;

/** Weights of a prior in the order of `PersonalFeatures`' output. */
export function flattenWeights(schema: Schema, byAffinity: WeightsByAffinity): Float64Array {
  return Float64Array.from(
    affinityNames(schema).flatMap((name) => {
      const { mean = 0, max = 0, last = 0, rare = 0, away = mean } = byAffinity[name] ?? {};
      return [mean, max, last, rare, away];
    }),
  );
}

/** A prior's weights of items whose codes do not say who chooses them, and of those whose codes do. */
export interface PriorWeights {
  plain: Float64Array;
  together: Float64Array;
}

/** {@link flattenWeights} of both kinds of items. */
export function flattenPrior(schema: Schema, prior: PersonalizationPrior): PriorWeights {
  const { affinityWeights, togetherWeights = affinityWeights } = prior;
  return {
    plain: flattenWeights(schema, affinityWeights),
    together: flattenWeights(schema, togetherWeights),
  };
}
