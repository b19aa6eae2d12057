import type { Domain, TaughtFacts, TaughtPair } from '../../distill/domain.ts';
import { AD_MEASURES } from './ad-measures.ts';
import { defaultFactReader } from './facts/default-fact-reader.ts';
import type { PairFacts } from './facts/pair-facts.ts';
import { PAIR_MEASURES } from './pair-measures.ts';
import { PHRASES } from './phrases.ts';

const MEASURES = { ...PAIR_MEASURES, ...AD_MEASURES };

/** What only the build step knows of a person and a job: the taxonomy of occupations, and what prose tells. */
export function createTaughtFacts({ schema }: Pick<Domain, 'schema'>): TaughtFacts {
  const reader = defaultFactReader(schema);
  let last: TaughtPair | undefined;
  let facts: PairFacts | undefined;

  /** A pair is asked for all its measures in a row. */
  function factsOf(pair: TaughtPair): PairFacts {
    if (facts === undefined || pair !== last) {
      const { profile, item, now } = pair;
      facts = reader.pair(reader.profile(profile, now), reader.item(item));
      last = pair;
    }
    return facts;
  }

  return {
    measures: new Set(Object.keys(MEASURES)),
    placeholders: new Set(Object.keys(PHRASES)),
    measure: (name, pair) => MEASURES[name]?.(factsOf(pair), pair),
    phrase: (name, pair) => PHRASES[name]?.(factsOf(pair), pair),
  };
}
