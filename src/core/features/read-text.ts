import { decodeEntities } from '../reading/decode-entities.ts';
import { stripMarkup } from '../reading/strip-markup.ts';

/** Longest text that is read of one value, in UTF-16 code units. */
const MAX_LENGTH = 20_000;
/** Objects and arrays within a value are read this deep. */
const MAX_DEPTH = 3;

/** Where a JSON-LD object keeps its words; the first that gives any wins. */
const TEXT_KEYS = ['name', '@value', 'value', 'title', 'text', 'description', '@id'] as const;

/**
 * The text of a value as the web has it: a string, a number, or a JSON-LD object with a name or a value
 * (which may be an object again, as language-tagged strings are); of an array the first. HTML is stripped
 * and its character references decoded. Empty for anything else.
 */
export function readText(value: unknown): string {
  return textOf(value, MAX_DEPTH);
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return plainText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (value === null || typeof value !== 'object' || depth === 0) return '';
  if (Array.isArray(value)) return textOf(value[0], depth - 1);
  for (const key of TEXT_KEYS) {
    const text = textOf((value as Record<string, unknown>)[key], depth - 1);
    if (text !== '') return text;
  }
  return '';
}

/** Character references before markup: pages that escape their HTML are common. */
function plainText(whole: string): string {
  const text = whole.length > MAX_LENGTH ? whole.slice(0, MAX_LENGTH) : whole;
  const decoded = text.includes('&') ? decodeEntities(text) : text;
  return decoded.includes('<') ? stripMarkup(decoded) : decoded;
}

const SEPARATORS = /[,;|•·\n\r]+/;

/**
 * The tags among values: each value's text, and a text with separators (comma, semicolon, bar, bullet,
 * line break) split at them. Trimmed, empty ones dropped; at most `limit`.
 */
export function readTags(values: readonly unknown[], limit = Infinity): string[] {
  const tags: string[] = [];
  for (const value of values) {
    const text = readText(value);
    for (const part of SEPARATORS.test(text) ? text.split(SEPARATORS) : [text]) {
      const tag = part.trim();
      if (tag !== '') tags.push(tag);
      if (tags.length >= limit) return tags;
    }
  }
  return tags;
}
