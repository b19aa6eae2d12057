import { foldName } from './fold-name.ts';
import { find, type Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';

/** Objects within objects of lists are opened this deep. */
const MAX_DEPTH = 3;
/** Comma, semicolon, bar, bullet, line break, and those of Chinese, Japanese and Arabic. */
const SEPARATORS = /[,;|•·\n\r、，；،؛]+/;

/**
 * The tags among values: each value's text, and a text with separators split at them; beside a name, `keywords`;
 * of an object without any, the lists that it holds (`{ languages: ['C', 'Go'] }`). Trimmed, empty ones dropped.
 * With a vocabulary, in its words; what it does not know is folded.
 *
 * @param limit most tags
 */
export function readTags(
  values: readonly unknown[],
  limit = Infinity,
  vocabulary?: string,
  lexicon?: Lexicon,
): string[] {
  const tags: string[] = [];
  for (const value of values) addTags(value, tags, limit, MAX_DEPTH);
  if (vocabulary === undefined || lexicon === undefined) return tags;
  return tags.map((tag) => {
    const name = foldName(tag);
    return find(lexicon, vocabulary, name)[0] ?? name;
  });
}

function addTags(value: unknown, tags: string[], limit: number, depth: number): void {
  if (tags.length >= limit) return;
  const text = readText(value);
  for (const part of SEPARATORS.test(text) ? text.split(SEPARATORS) : [text]) {
    const tag = part.trim();
    if (tag !== '' && tags.length < limit) tags.push(tag);
  }
  if (typeof value !== 'object' || value === null || depth === 0) return;
  const record = value as Record<string, unknown>;
  if (text !== '') return addAll(record.keywords, tags, limit, depth - 1);
  for (const key in record) {
    if (tags.length >= limit) return;
    const inner = record[key];
    const isList =
      typeof inner === 'object' || (typeof inner === 'string' && SEPARATORS.test(inner));
    if (isList && !key.startsWith('@')) addAll(inner, tags, limit, depth - 1);
  }
}

/** The tags of a value, or of each in a list. */
function addAll(value: unknown, tags: string[], limit: number, depth: number): void {
  if (!Array.isArray(value)) return addTags(value, tags, limit, depth);
  for (let i = 0; i < value.length && tags.length < limit; i++) {
    addTags(value[i], tags, limit, depth);
  }
}
