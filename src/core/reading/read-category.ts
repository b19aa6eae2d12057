import { foldName } from './fold-name.ts';
import { findAll, remember, type Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';

/** A text this long is no category but a description of one. */
const MAX_LENGTH = 200;

/**
 * The categories that a value names, in the words of a vocabulary: those that it knows among the words of the text
 * ("Full Time, Permanent" may name two), else the whole text, folded.
 */
export function readCategory(
  value: unknown,
  vocabulary: string,
  lexicon: Lexicon,
): readonly string[] {
  return remember(lexicon, vocabulary, categoryText(value), lookUp);
}

function lookUp(text: string, lexicon: Lexicon, vocabulary: string): readonly string[] {
  const name = foldName(text.slice(0, MAX_LENGTH));
  const found = new Set(findAll(lexicon, vocabulary, name));
  return found.size > 0 ? [...found] : [name];
}

/** The text of a category; of an address like https://schema.org/FullTime its last part. */
export function categoryText(value: unknown): string {
  const text = typeof value === 'boolean' ? String(value) : readText(value);
  return /^https?:\/\//i.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
}
