import { compileSchema } from '../../core/features/compile-schema.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import { describeMeasure } from '../../core/measures/describe-measure.ts';
import type { Measure } from './measure.ts';
import { didYouMean } from './problems.ts';

/** The measures of a domain, which policy tables name. */
export interface MeasureBook {
  /** In the order of the schema. */
  measures: readonly Measure[];
  /** The measure of a name, whatever its case. */
  named(name: string): Measure | undefined;
  /** The measure with whose name a text begins, the longest; the name ends there. */
  beginning(text: string): Measure | undefined;
  /** Whether the value rests on rarity or on names, which each model learns from its own data. */
  isLearned(measure: Measure): boolean;
  /** A name that is none, with the nearest one, for messages. */
  unknown(name: string): string;
}

/** Makes the book of a schema's measures. */
export function createMeasureBook(source: SchemaSource): MeasureBook {
  const schema = compileSchema(source);
  const measures = (source.measures ?? []).map((measure) => describeMeasure(schema, measure));
  const learned = new Set(
    schema.measures
      .filter(({ kind }) => kind === 'overlap' || kind === 'mentions')
      .map(({ name }) => name),
  );
  const byName = new Map(measures.map((measure) => [measure.name.toLowerCase(), measure]));
  const byLength = [...measures].sort((a, b) => b.name.length - a.name.length);
  return {
    measures,
    named: (name) => byName.get(name.trim().toLowerCase()),
    beginning(text) {
      const lower = text.toLowerCase();
      return byLength.find(
        ({ name }) =>
          lower.startsWith(name.toLowerCase()) && !/[\p{L}\p{N}]/u.test(lower.charAt(name.length)),
      );
    },
    isLearned: ({ name }) => learned.has(name),
    unknown: (name) =>
      `unknown measure ${didYouMean(
        name,
        measures.map((known) => known.name),
      )}`,
  };
}
