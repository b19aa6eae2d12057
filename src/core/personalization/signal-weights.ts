import { DAY_MS } from '../features/evidence.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import { halve } from '../math/halve.ts';
import type { Signals } from './signals.ts';

/** Decays that the features depend on; the rest of a prior only weighs them. */
export type Decay = Pick<
  PersonalizationPrior,
  'signalWeights' | 'decayPerSignal' | 'halfLifeDays' | 'shrinkage' | 'caution' | 'accrues' | 'map'
>;

/** How much each signal counts at a time. */
export interface SignalWeights {
  /** One a signal, negative for what was dismissed, 0 for what says nothing. */
  weights: Float64Array;
  /** What the weights are divided by for the mean: the sum of their magnitudes and the prior's shrinkage, or its root. */
  total: number;
  /** The latest positive signal, −1 if there is none. */
  last: number;
  /** What `max`, `last` and `rare` count, 0 … 1: the less, the less the positive signals weigh. */
  trust: number;
}

/** Weighs signals by their type, how many came after them, and their age. */
export function weighSignals(decay: Decay, signals: Signals, now: number): SignalWeights {
  const weights = new Float64Array(signals.length);
  let total = decay.shrinkage;
  let last = -1;
  let liked = 0;
  let later = 1;
  for (let i = signals.length - 1; i >= 0; i--) {
    const signal = signals[i]!;
    const base = decay.signalWeights[signal.type] ?? 0;
    if (base === 0) continue;
    const ageDays = Math.max(0, now - signal.at) / DAY_MS;
    weights[i] = base * later * halve(ageDays / decay.halfLifeDays);
    total += Math.abs(weights[i]!);
    liked += Math.max(0, weights[i]!);
    later *= decay.decayPerSignal;
    if (base > 0 && last < 0) last = i;
  }
  return {
    weights,
    total: decay.accrues ? Math.sqrt(total) : total,
    last,
    trust: liked > 0 ? liked / (liked + (decay.caution ?? 0)) : 0,
  };
}
