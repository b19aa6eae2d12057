import type { Schema } from '../features/schema.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import { createAffinities, hasTogether } from './affinity.ts';
import { listRarities } from './list-rarities.ts';
import { createSignalMap } from './map-signals.ts';
import {
  AWAY,
  FEATURES_PER_AFFINITY,
  flattenPrior,
  LAST,
  MAX,
  MEAN,
  RARE,
} from './prior-weights.ts';
import { weighSignals } from './signal-weights.ts';
import type { Signals } from './signals.ts';

/** Items, and what is known of the person. */
export interface PersonalInput {
  schema: Schema;
  /** Of the dense vector of a code. */
  width: number;
  prior: PersonalizationPrior;
  signals: Signals;
  /** Milliseconds since 1970. */
  now: number;
  /** Item codes, `stride` bytes each. */
  codes: Uint8Array;
  stride: number;
  /** Which codes, by index. */
  slots: Uint32Array;
}

/**
 * What personalization adds to the score of each candidate, in logits: exactly 0 for all without signals. The
 * weighted sum of `PersonalFeatures`, in an order in which a further signal adds a term to each sum:
 * means and lasts within a signal first, since they are linear in it.
 */
export function personalScores(input: PersonalInput): Float64Array {
  const { schema, width, prior, signals, now, codes, stride, slots } = input;
  const scores = new Float64Array(slots.length);
  const { plain, together } = flattenPrior(schema, prior);
  const rarities = listRarities(schema, width, codes, stride, slots, [plain, together]);
  const affinities = createAffinities(schema, width);
  const { weights, total, last, trust } = weighSignals(prior, signals, now);
  const mapped = createSignalMap(prior, width);
  const count = rarities.length;
  const similarity = new Float64Array(count);
  const most = new Float64Array(count);
  const weigh = (flat: Float64Array, aggregate: number): number => {
    let sum = 0;
    for (let a = 0; a < count; a++) {
      sum += flat[a * FEATURES_PER_AFFINITY + aggregate]! * similarity[a]!;
    }
    return sum;
  };
  for (let n = 0; n < slots.length; n++) {
    const at = slots[n]! * stride;
    const flat = hasTogether(schema, width, codes, at) ? together : plain;
    most.fill(0);
    let score = 0;
    let single = 0;
    for (const [i, signal] of signals.entries()) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      affinities(codes, at, mapped(signal.code), similarity);
      score += (weight / total) * weigh(flat, weight > 0 ? MEAN : AWAY);
      if (weight < 0) continue;
      if (i === last) single = weigh(flat, LAST);
      for (let a = 0; a < count; a++) most[a] = Math.max(most[a]!, similarity[a]!);
    }
    for (let a = 0; a < count; a++) {
      const own = a * FEATURES_PER_AFFINITY;
      single += flat[own + MAX]! * most[a]!;
      single += flat[own + RARE]! * (most[a]! * (rarities[a]?.of(codes, at) ?? 0));
    }
    scores[n] = score + trust * single;
  }
  return scores;
}
