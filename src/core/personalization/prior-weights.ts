import type { Schema } from '../features/schema.ts';
import { AGGREGATES } from '../format/model-file.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import { affinityNames } from './affinity.ts';

/**
 * Four numbers an affinity: its decayed mean over all signals, its maximum and its last over the positive
 * ones, and its maximum times how rare in the list what the candidate has is.
 */
export const FEATURES_PER_AFFINITY = AGGREGATES.length;

/** Where each of the four stands. */
export const MEAN = 0;
export const MAX = 1;
export const LAST = 2;
export const RARE = 3;

/** The weights of a prior in the order of `PersonalFeatures`' output. */
export function flattenPrior(schema: Schema, prior: PersonalizationPrior): Float64Array {
  return Float64Array.from(
    affinityNames(schema).flatMap((name) =>
      AGGREGATES.map((aggregate) => prior.affinityWeights[name]?.[aggregate] ?? 0),
    ),
  );
}
