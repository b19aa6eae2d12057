import { compileSchema } from '../../core/features/compile-schema.ts';
import type { Side } from '../../core/features/schema.ts';
import type { Domain, TaughtFacts, TaughtPair } from '../domain.ts';
import { createCarriedFacts } from './carried-facts.ts';
import { createFieldWords } from './field-words.ts';
import type { Measure, MeasureValue } from './measure.ts';

/** What the rubric knows of one pair. */
export interface PairReading {
  /** The value of a measure: what every device computes; where that is unknown, what the build step knows. */
  value(measure: Measure): MeasureValue;
  /** The value that every device computes. */
  exact(measure: Measure): MeasureValue;
  /** The words of a placeholder that the domain's code fills in. */
  phrase(name: string): string | undefined;
  /** What a field of one side holds, in words. */
  field(side: Side, name: string): string | undefined;
}

/** Reads pairs of a domain. */
export interface PairReader {
  /** Objects are read once: they must not change afterwards. */
  read(profile: object, item: object): PairReading;
}

/**
 * Makes a reader of pairs.
 *
 * @param taught what the domain's code knows, if it knows anything
 * @param now the moment of reading, ms since 1970 UTC
 */
export function createPairReader(
  { schema, settings }: Pick<Domain, 'schema' | 'settings'>,
  taught: TaughtFacts | undefined,
  now: number,
): PairReader {
  const compiled = compileSchema(schema);
  const carried = createCarriedFacts(compiled, now);
  const fieldWords = createFieldWords(compiled, now);
  return {
    read(profile, item) {
      const pair: TaughtPair = { profile, item, now, settings };
      const read = carried.of(profile, item);
      const exact = (measure: Measure): MeasureValue =>
        measure.isCarried ? read(measure) : undefined;
      return {
        exact,
        value: (measure) =>
          exact(measure) ??
          (taught?.measures.has(measure.name) ? taught.measure(measure.name, pair) : undefined),
        phrase: (name) => taught?.phrase(name, pair),
        field: (side, name) => fieldWords(side, side === 'item' ? item : profile, name),
      };
    },
  };
}
