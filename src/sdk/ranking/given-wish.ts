import { givenTerms, type Given } from '../../core/personalization/given-terms.ts';
import type { GivenWeights } from '../../core/format/prior.ts';
import type { Item } from '../../core/types.ts';
import { refusalOf } from '../refusal.ts';
import type { GivenValues, RankOptions, StatedPrior } from '../types.ts';

/** What stands in a list, and where in the one that was handed over (from 0). */
export interface GivenList {
  items: readonly Item[];
  places: ArrayLike<number>;
  /** How many were handed over, those that cannot be read too. */
  count: number;
}

const isStated = (prior: GivenValues | StatedPrior): prior is StatedPrior =>
  typeof prior === 'object' && 'weight' in prior;

/**
 * What the host's own order or numbers add to each item's score, in logits.
 *
 * @throws INVALID_ARGUMENT for numbers that are not as many as the items
 */
export async function givenScores(
  { items, places, count }: GivenList,
  prior: NonNullable<RankOptions['prior']>,
  learned: GivenWeights = {},
): Promise<{ by: Given['by']; terms: Float64Array }> {
  const { values: wish, weight }: { values: GivenValues; weight?: number } = isStated(prior)
    ? prior
    : { values: prior };
  if (wish === 'order') {
    const positions = Float64Array.from(places, (place) => place + 1);
    return { by: wish, terms: givenTerms({ by: wish, positions }, learned, weight) };
  }
  if (typeof wish !== 'function' && wish.length !== count) {
    throw await refusalOf('INVALID_ARGUMENT', 'priorLength', wish.length, { count });
  }
  const values = Float64Array.from(items, (item, i) => {
    const place = places[i]!;
    const value: unknown = typeof wish === 'function' ? wish(item, place) : wish[place];
    return typeof value === 'number' ? value : Number.NaN;
  });
  return { by: 'values', terms: givenTerms({ by: 'values', values }, learned, weight) };
}
