import type { Schema } from '../features/schema.ts';
import { affinityNames, createAffinities } from './affinity.ts';
import { createSignalMap } from './map-signals.ts';
import type { ListRarity } from './list-rarity.ts';
import { AWAY, FEATURES_PER_AFFINITY, LAST, MAX, MEAN, RARE } from './prior-weights.ts';
import { weighSignals, type Decay } from './signal-weights.ts';
import type { Signals } from './signals.ts';

/**
 * The personalization features of one candidate: `FEATURES_PER_AFFINITY` for each of the schema's
 * affinities. Zero without signals.
 */
export type PersonalFeatures = (code: Uint8Array, at: number, out: Float64Array) => void;

/**
 * Prepares the features of a user's signals at a time, for any number of candidates.
 *
 * @param rarities of the list that the candidates are in, see `listRarities`
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
  const count = affinityNames(schema).length;
  const { weights, total, last, trust } = weighSignals(decay, signals, now);
  const mapped = createSignalMap(decay, width);
  const pasts = signals.map((signal) => mapped(signal.code));
  const similarity = new Float64Array(count);
  return (code, at, out) => {
    out.fill(0);
    for (let i = 0; i < signals.length; i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      affinities(code, at, pasts[i]!, similarity);
      for (let a = 0; a < count; a++) {
        const value = similarity[a]!;
        const o = a * FEATURES_PER_AFFINITY;
        out[o + (weight > 0 ? MEAN : AWAY)]! += (weight / total) * value;
        if (weight > 0 && value > out[o + MAX]!) out[o + MAX] = value;
        if (i === last) out[o + LAST] = trust * value;
      }
    }
    for (let a = 0; a < count; a++) {
      const o = a * FEATURES_PER_AFFINITY;
      const most = trust * out[o + MAX]!;
      out[o + MAX] = most;
      if (most > 0) out[o + RARE] = most * (rarities[a]?.of(code, at) ?? 0);
    }
  };
}
