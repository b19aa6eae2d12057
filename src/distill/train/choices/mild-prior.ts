import { DEFAULT_PRIOR, type PersonalizationPrior } from '../../../core/format/prior.ts';
import type { EventTypes } from '../../tables/event-types.ts';

const NEGATIVE = -2;
const BEFORE_A_CLICK = 0.5;

/** The prior for models whose data held no histories to learn one from, for these types of events. */
export function mildPrior(types: EventTypes): PersonalizationPrior {
  const weightOf = (type: string): number => {
    const weight = types.weight(type);
    if (weight < 0) return NEGATIVE;
    return weight > 0 && !types.isChoice(type) ? BEFORE_A_CLICK : weight;
  };
  const signalWeights = Object.fromEntries(types.names.map((type) => [type, weightOf(type)]));
  return { ...DEFAULT_PRIOR, signalWeights };
}
