import { findName, nearTo } from './find-name.ts';
import type { Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';

/**
 * The value that a text names, by its index in a list of the lexicon, written as a number; and with it those that are
 * near. Nothing where it names none.
 *
 * @param near in percent; 0 for what is named alone
 */
export function readNames(
  value: unknown,
  list: string,
  near: number,
  lexicon: Lexicon,
): readonly string[] {
  const found = findName(readText(value), list, lexicon);
  if (found < 0) return [];
  return (near > 0 ? nearTo(found, near, list, lexicon) : [found]).map(String);
}
