import { createLexicon, type Lexicon, type RareForms } from './lexicon.ts';
import type { LexiconSource } from './lexicon-source.ts';
import { parseAmounts } from './parse-amounts.ts';
import { readWordedTime } from './read-worded-time.ts';

/**
 * Readers of forms that few values have: amounts in words ("$20 – $25 an hour"), times that are not ISO 8601's. Pages
 * fetch them beside all else and wait for them only where a list holds such a value: it is read by them or not at all,
 * so that no result depends on when they came.
 */
export const RARE_FORMS: RareForms = { parseAmounts, readWordedTime };

/** Creates a lexicon that reads every form. */
export function createWholeLexicon(source?: LexiconSource): Lexicon {
  return { ...createLexicon(source), forms: RARE_FORMS };
}
