import type { TaughtPair } from '../../distill/domain.ts';
import type { PairFacts } from './facts/pair-facts.ts';

/** What a measure or phrase may look at besides the facts. */
export type TaughtContext = Pick<TaughtPair, 'now' | 'settings'>;

/** Measures by the name that the schema gives them: the value in the measure's unit, or one of its values. */
export type TaughtMeasures = Readonly<
  Record<string, (pair: PairFacts, context: TaughtContext) => number | string | undefined>
>;
