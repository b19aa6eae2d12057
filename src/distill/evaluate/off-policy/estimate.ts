import { wilsonInterval } from '../../../core/math/wilson-interval.ts';
import { createBootstrap, type BootstrapOptions, type Interval } from '../bootstrap.ts';
import { fitClickRates } from './click-rates.ts';
import type { LoggedPlace } from './logged-places.ts';
import { placeChances } from './place-chances.ts';

/** Weights above this are cut: a little bias for much less variance. */
export const MAX_WEIGHT = 1000;
/** Below this many clicks where ranker and log agree, resampling alone understates the uncertainty. */
const FEW_CLICKS = 30;

/** What the log says about another ranker: clicks a shown place. */
export interface OffPolicyEstimate {
  /** Inverse propensity scoring: unbiased, of high variance. */
  ips: Interval;
  /** Self-normalized: a little biased, of lower variance. */
  snips: Interval;
  /** Doubly robust: corrects a model of click rates by inverse propensities. */
  dr: Interval;
  /** Places at which the ranker might have put what the log shows, and the clicks on them. */
  agreeing: number;
  agreeingClicks: number;
  /** Kish's effective sample size of the weights. */
  effectivePlaces: number;
  /** Weights that were cut at {@link MAX_WEIGHT}. */
  cut: number;
}

/**
 * Estimates the clicks a place that a ranker would have earned on the pages of a log with known
 * propensities (item-position model: a click depends on the item and its position, not on its neighbours).
 * Intervals resample profiles; where they rest on few clicks they are widened to Wilson's interval over the
 * effective sample size, since no resample holds a click that never happened.
 *
 * Sources: Horvitz & Thompson 1952 (IPS); Swaminathan & Joachims, NeurIPS 2015 (self-normalized); Dudík et
 * al., arXiv 1103.4601 (doubly robust), its click rates fitted on the other half of the profiles; Li et
 * al., KDD 2018 (item-position model).
 *
 * @param scores for each place one score a candidate, higher is better
 */
export function estimateOffPolicy(
  places: readonly LoggedPlace[],
  scores: readonly ArrayLike<number>[],
  bootstrap: BootstrapOptions = {},
): OffPolicyEstimate {
  const folds = foldsOf(places);
  const rates = [0, 1].map((fold) => fitClickRates(places.filter((_, i) => folds[i] !== fold)));
  const weights = new Float64Array(places.length);
  const earned = new Float64Array(places.length);
  const robust = new Float64Array(places.length);
  let agreeing = 0;
  let agreeingClicks = 0;
  let cut = 0;
  for (const [i, place] of places.entries()) {
    const { candidates, itemId, position, propensity, clicked } = place;
    const chances = placeChances(scores[i]!, position);
    const expected = rates[folds[i]!]!;
    let weight = chances[candidates.indexOf(itemId)]! / propensity;
    if (weight > MAX_WEIGHT) {
      weight = MAX_WEIGHT;
      cut++;
    }
    const reward = clicked ? 1 : 0;
    weights[i] = weight;
    earned[i] = weight * reward;
    robust[i] = weight * (reward - expected(itemId, position));
    for (const [k, chance] of chances.entries()) {
      if (chance > 0) robust[i]! += chance * expected(candidates[k]!, position);
    }
    if (weight > 0) {
      agreeing++;
      agreeingClicks += reward;
    }
  }
  const total = weights.reduce((sum, w) => sum + w, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  const effectivePlaces = squares === 0 ? 0 : total ** 2 / squares;
  const resampled = createBootstrap(
    places.map(({ profileId }) => profileId),
    bootstrap,
  );
  const widened = (interval: Interval): Interval =>
    agreeingClicks < FEW_CLICKS ? widen(interval, effectivePlaces) : interval;
  return {
    ips: widened(resampled.mean(earned)),
    snips: widened(resampled.ratio(earned, weights)),
    dr: widened(resampled.mean(robust)),
    agreeing,
    agreeingClicks,
    effectivePlaces,
    cut,
  };
}

/** Halves of the profiles, in turn. */
function foldsOf(places: readonly LoggedPlace[]): Uint8Array {
  const folds = new Map<string, number>();
  return Uint8Array.from(places, ({ profileId }) => {
    const fold = folds.get(profileId) ?? folds.size % 2;
    folds.set(profileId, fold);
    return fold;
  });
}

/** An interval, joined with Wilson's of the same rate. */
function widen({ mean, low, high, n }: Interval, trials: number): Interval {
  if (trials === 0) return { mean, low: 0, high: 1, n };
  const rate = Number.isNaN(mean) ? 0 : Math.min(1, Math.max(0, mean));
  const own = wilsonInterval(rate, trials);
  return { mean, low: Math.min(low, own.low), high: Math.max(high, own.high), n };
}
