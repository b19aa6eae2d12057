import type { Schema } from '../features/schema.ts';
import { DAY_MS } from '../features/evidence.ts';
import { affinityNames, createAffinities } from './affinity.ts';
import { AGGREGATES, type PersonalizationPrior } from '../format/prior.ts';
import { createListRarity, type ListRarity } from './list-rarity.ts';
import type { Signals } from './signals.ts';

/**
 * Four numbers an affinity: its decayed mean over all signals, its maximum and its last over the positive
 * ones, and its maximum times how rare in the list what the candidate has is.
 */
export const FEATURES_PER_AFFINITY = AGGREGATES.length;

/** Decays that the features depend on; the rest of a prior only weighs them. */
export type Decay = Pick<
  PersonalizationPrior,
  'signalWeights' | 'decayPerSignal' | 'halfLifeDays' | 'shrinkage'
>;

/**
 * The personalization features of one candidate: `FEATURES_PER_AFFINITY` for each of the schema's
 * affinities. Zero without signals.
 */
export type PersonalFeatures = (code: Uint8Array, at: number, out: Float64Array) => void;

/** How much each signal counts at a time. */
export interface SignalWeights {
  /** One a signal, negative for what was dismissed, 0 for what says nothing. */
  weights: Float64Array;
  /** What the weights are divided by for the mean: the sum of their magnitudes, and the prior's shrinkage. */
  total: number;
  /** The latest positive signal, −1 if there is none. */
  last: number;
}

/** Weighs signals by their type, how many came after them, and their age. */
export function weighSignals(decay: Decay, signals: Signals, now: number): SignalWeights {
  const weights = new Float64Array(signals.length);
  let total = decay.shrinkage;
  let last = -1;
  let later = 1;
  for (let i = signals.length - 1; i >= 0; i--) {
    const signal = signals[i]!;
    const base = decay.signalWeights[signal.type];
    if (base === 0) continue;
    const ageDays = Math.max(0, now - signal.at) / DAY_MS;
    weights[i] = base * later * 0.5 ** (ageDays / decay.halfLifeDays);
    total += Math.abs(weights[i]!);
    later *= decay.decayPerSignal;
    if (base > 0 && last < 0) last = i;
  }
  return { weights, total, last };
}

/**
 * The rarity within a list by an affinity, if it has one and its weight for it is not 0.
 *
 * @param weights as {@link flattenPrior} orders them; default: all count
 */
export function listRarity(
  schema: Schema,
  affinity: number,
  width: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
  weights?: Float64Array,
): ListRarity | undefined {
  const cross = schema.crosses[affinity - 1];
  return cross?.kind === 'match' && weights?.[affinity * FEATURES_PER_AFFINITY + RARE] !== 0
    ? createListRarity(cross, width, codes, stride, slots)
    : undefined;
}

/** {@link listRarity} by every affinity. */
export function listRarities(
  schema: Schema,
  width: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
  weights?: Float64Array,
): (ListRarity | undefined)[] {
  return affinityNames(schema).map((_, affinity) =>
    listRarity(schema, affinity, width, codes, stride, slots, weights),
  );
}

const RARE = AGGREGATES.indexOf('rare');

/**
 * Prepares the features of a user's signals at a time, for any number of candidates.
 *
 * @param rarities of the list that the candidates are in, see {@link listRarities}
 */
export function createPersonalFeatures(
  schema: Schema,
  width: number,
  decay: Decay,
  signals: Signals,
  now: number,
  rarities: readonly (ListRarity | undefined)[],
): PersonalFeatures {
  const affinities = createAffinities(schema, width);
  const count = 1 + schema.crosses.length;
  const { weights, total, last } = weighSignals(decay, signals, now);
  const similarity = new Float64Array(count);
  return (code, at, out) => {
    out.fill(0);
    for (let i = 0; i < signals.length; i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      affinities(code, at, signals[i]!.code, similarity);
      for (let a = 0; a < count; a++) {
        const value = similarity[a]!;
        const o = a * FEATURES_PER_AFFINITY;
        out[o]! += (weight / total) * value;
        if (weight > 0 && value > out[o + 1]!) out[o + 1] = value;
        if (i === last) out[o + 2] = value;
      }
    }
    for (let a = 0; a < count; a++) {
      const most = out[a * FEATURES_PER_AFFINITY + 1]!;
      if (most > 0) out[a * FEATURES_PER_AFFINITY + RARE] = most * (rarities[a]?.(code, at) ?? 0);
    }
  };
}

/** The weights of a prior in the order of {@link PersonalFeatures}' output. */
export function flattenPrior(schema: Schema, prior: PersonalizationPrior): Float64Array {
  return Float64Array.from(
    affinityNames(schema).flatMap((name) =>
      AGGREGATES.map((aggregate) => prior.affinityWeights[name]?.[aggregate] ?? 0),
    ),
  );
}

/**
 * What personalization adds to the score of each candidate, in logits: exactly 0 for all without signals.
 *
 * @param codes job codes, `stride` bytes each
 * @param slots which codes, by index
 */
export function personalScores(
  schema: Schema,
  width: number,
  prior: PersonalizationPrior,
  signals: Signals,
  now: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
): Float64Array {
  const scores = new Float64Array(slots.length);
  if (signals.length === 0) return scores;
  const weights = flattenPrior(schema, prior);
  const rarities = listRarities(schema, width, codes, stride, slots, weights);
  const features = createPersonalFeatures(schema, width, prior, signals, now, rarities);
  const row = new Float64Array(weights.length);
  for (let n = 0; n < slots.length; n++) {
    features(codes, slots[n]! * stride, row);
    let score = 0;
    for (let i = 0; i < row.length; i++) score += weights[i]! * row[i]!;
    scores[n] = score;
  }
  return scores;
}
