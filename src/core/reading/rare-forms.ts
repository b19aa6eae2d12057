import { createLexicon, type Lexicon } from './lexicon.ts';
import type { LexiconSource } from './lexicon-source.ts';
import type { RareForms } from './lexicon-types.ts';
import { parseAmounts } from './parse-amounts.ts';
import { readWordedDuration } from './read-worded-duration.ts';
import { readWordedTime } from './read-worded-time.ts';
import { townOf } from './town-of.ts';

/**
 * Readers of forms that few values have: amounts in words ("$20 – $25 an hour"), times that are not ISO 8601's,
 * durations and addresses in words. Pages fetch them beside all else and wait for them only where a list holds such a
 * value: it is read by them or not at all, so that no result depends on when they came.
 */
export const RARE_FORMS: RareForms = {
  parseAmounts,
  readWordedDuration,
  readWordedTime,
  townOf,
};

/** Creates a lexicon that reads every form. */
export function createWholeLexicon(source?: LexiconSource): Lexicon {
  return { ...createLexicon(source), forms: RARE_FORMS };
}
