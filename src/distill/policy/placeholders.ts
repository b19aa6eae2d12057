import type { Domain, TaughtFacts } from '../domain.ts';
import type { Measure } from './measure.ts';
import type { MeasureBook } from './measure-book.ts';
import { didYouMean } from './problems.ts';
import type { PairReading } from './pair-reader.ts';
import { unitWords } from './words.ts';

/** Words for one value of a pair, or undefined where it is unknown. */
export type Phrase = (pair: PairReading) => string | undefined;

/** The placeholders that reasons of a domain may hold. */
export interface Placeholders {
  /** The words of a placeholder, or undefined where the domain has none of that name. */
  named(name: string): Phrase | undefined;
  /** Whether every device can fill it in: a measure that is carried, or a field. */
  isCarried(name: string): boolean;
  /** A name that is none, with the nearest one, for messages. */
  unknown(name: string): string;
}

/**
 * Every domain has `{MEASURE}`, the value with its unit, and `{item FIELD}` and `{your FIELD}`, what was read there;
 * a domain's code may have more, which come first.
 */
export function createPlaceholders(
  { schema }: Pick<Domain, 'schema'>,
  book: MeasureBook,
  taught: TaughtFacts | undefined,
): Placeholders {
  const phrases = new Map<string, Phrase>();
  for (const measure of book.measures) {
    phrases.set(measure.name.toLowerCase(), (pair) => valueWords(measure, pair));
  }
  for (const { name, item, profile } of schema.fields) {
    const field = name.toLowerCase();
    if (item !== undefined) phrases.set(`item ${field}`, (pair) => pair.field('item', name));
    if (profile !== undefined) phrases.set(`your ${field}`, (pair) => pair.field('profile', name));
  }
  for (const name of taught?.placeholders ?? []) {
    const usual = phrases.get(name.toLowerCase());
    phrases.set(name.toLowerCase(), (pair) => pair.phrase(name) ?? usual?.(pair));
  }
  const exact = new Set(
    [...phrases.keys()].filter(
      (name) => book.named(name)?.isCarried ?? /^(?:item|your) /u.test(name),
    ),
  );
  return {
    named: (name) => phrases.get(name),
    isCarried: (name) => exact.has(name),
    unknown: (name) => `unknown placeholder ${didYouMean(name, [...phrases.keys()])} in a reason`,
  };
}

/** The value of a measure as people read it. */
export function valueWords(measure: Measure, pair: PairReading): string | undefined {
  const value = pair.value(measure);
  if (value === undefined || measure.kind === 'category') return value as string | undefined;
  return unitWords(value as number, measure.unit);
}
