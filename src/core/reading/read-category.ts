import { foldName } from './fold-name.ts';
import { findAll, remember, type Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';

/** A text this long is no category but a description of one. */
const MAX_LENGTH = 200;

/**
 * The categories that a value names. With a vocabulary, in its words: those that it knows among the words of the
 * text ("Full Time, Permanent" may name two), else the whole text, folded. Without one the text as it is; of an
 * address like https://schema.org/FullTime its last part.
 */
export function readCategory(
  value: unknown,
  vocabulary: string | undefined,
  lexicon: Lexicon,
): readonly string[] {
  const text = categoryText(value);
  return vocabulary === undefined ? [text] : remember(lexicon, vocabulary, text, lookUp);
}

function lookUp(text: string, lexicon: Lexicon, vocabulary: string): readonly string[] {
  const name = foldName(text.slice(0, MAX_LENGTH));
  const found = new Set(findAll(lexicon, vocabulary, name));
  return found.size > 0 ? [...found] : [name];
}

/** What of a category counts. */
export function categoryText(value: unknown): string {
  const text = typeof value === 'boolean' ? String(value) : readText(value);
  return /^https?:\/\//i.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
}
