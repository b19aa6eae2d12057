import type { Domain, TaughtFacts } from '../domain.ts';
import { createMeasureBook, type MeasureBook } from './measure-book.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';

/** What the tables of a domain's policy may name. */
export interface PolicyVocabulary {
  book: MeasureBook;
  placeholders: Placeholders;
  /** The settings that the schema takes its numbers from. */
  settings: readonly string[];
  /** What an item is called, in the singular. */
  noun: string;
}

/** Makes the vocabulary of a domain. */
export function createVocabulary(
  domain: Domain,
  taught: TaughtFacts | undefined,
): PolicyVocabulary {
  const { schema, settings } = domain;
  const book = createMeasureBook(schema);
  return {
    book,
    placeholders: createPlaceholders(domain, book, taught),
    settings: Object.keys(settings),
    noun: schema.noun?.one ?? 'item',
  };
}
