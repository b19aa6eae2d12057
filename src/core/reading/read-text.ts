import { decodeEntities } from './decode-entities.ts';
import { stripMarkup } from './strip-markup.ts';

/** Longest text that is read of one value, in UTF-16 code units. */
const MAX_LENGTH = 20_000;
/** Objects and arrays within a value are read this deep. */
const MAX_DEPTH = 3;
/** Character references of references: pages that escape what was escaped before. */
const MAX_ESCAPES = 3;

/** Where an object keeps its words (JSON-LD, JSON Resume); the first that gives any wins. */
const TEXT_KEYS =
  'name @value value title text label skill language credentialCategory description @id'.split(' ');

/**
 * The text of a value as the web has it: a string, a number, or a JSON-LD object with a name or a value
 * (which may be an object again, as language-tagged strings are); of an array the first. HTML is stripped,
 * its character references are decoded, soft hyphens are taken out.
 * Empty for anything else.
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

/** Line breaks that were escaped once too often. */
const ESCAPED_BREAKS = /\\[nrt]/g;
/** Units that were, but for halves of a pair. */
const ESCAPED_UNITS = /\\u(?!d[89a-f])([0-9a-f]{4})/gi;
const unitOf = (_: string, hex: string): string => String.fromCharCode(parseInt(hex, 16));

/** Character references before markup: pages that escape their HTML are common. */
function plainText(whole: string): string {
  let text = whole.length > MAX_LENGTH ? whole.slice(0, MAX_LENGTH) : whole;
  if (text.includes('\\u')) text = text.replace(ESCAPED_UNITS, unitOf);
  for (let i = 0, before = ''; i < MAX_ESCAPES && text !== before && text.includes('&'); i++) {
    text = decodeEntities((before = text));
  }
  if (text.includes('<')) text = stripMarkup(text);
  if (text.includes('\\')) text = text.replace(ESCAPED_BREAKS, '\n');
  // Where a word may be broken: what else does not show stands between words, or a name's fold takes it out.
  return text.includes('\u00ad') ? text.replaceAll('\u00ad', '') : text;
}
