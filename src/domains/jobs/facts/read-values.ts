import { readText } from '../../../core/reading/read-text.ts';

/** A property of anything: undefined where `value` is no object or lacks it. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** One value or an array, as an array without empty places. */
export function asList(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value)
    ? value.filter((item) => item !== undefined && item !== null && item !== '')
    : [value];
}

/** The text of a value in one line; undefined where there is none. */
export function asText(value: unknown): string | undefined {
  return readText(value).replace(/\s+/gu, ' ').trim() || undefined;
}

/** A finite number, also out of text such as `"1,200"`; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?[\d,]*\.?\d+\s*$/u.test(value)) return undefined;
  const number = Number(value.replaceAll(',', ''));
  return Number.isFinite(number) ? number : undefined;
}

/** All texts of one value or an array. */
export function asTexts(value: unknown): string[] {
  return asList(value).flatMap((item) => asText(item) ?? []);
}

/** The text of one value or of each in a list; runs of blanks are folded, line ends are kept. */
export function plainText(value: unknown): string {
  return asList(value)
    .map(readText)
    .join('\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Lower case, compatibility forms and accents folded, everything but letters, digits, `+` and `#` to single blanks. */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}
