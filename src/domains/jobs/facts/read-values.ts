import { decodeNamedCharacterReference } from 'decode-named-character-reference';

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

const TEXT_KEYS = ['name', 'value', '@value', 'text', 'title', 'description', 'credentialCategory'];

/**
 * The text of a value as the web writes it: a string, a number, or an object that carries its text under
 * one of schema.org's usual names. Trimmed, white space folded; undefined where there is none.
 */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.replace(/\s+/gu, ' ').trim() || undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (Array.isArray(value)) return asText(value[0]);
  for (const key of TEXT_KEYS) {
    const inner = property(value, key);
    if (typeof inner === 'string' || typeof inner === 'number') return asText(inner);
  }
  return undefined;
}

/** A finite number, also out of text such as `"1,200"`; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?[\d,]*\.?\d+\s*$/u.test(value)) return undefined;
  const number = Number(value.replaceAll(',', ''));
  return Number.isFinite(number) ? number : undefined;
}

/** All texts of one value or an array; strings are split at commas, semicolons and line ends where `split` is set. */
export function asTexts(value: unknown, split = false): string[] {
  const texts: string[] = [];
  for (const item of asList(value)) {
    const text = split && typeof item === 'string' ? item : asText(item);
    if (text === undefined) continue;
    const parts = split ? text.split(/[,;|\n•·]+/u) : [text];
    for (const part of parts) {
      const trimmed = part.replace(/\s+/gu, ' ').trim();
      if (trimmed) texts.push(trimmed);
    }
  }
  return texts;
}

const BLOCK_TAG = /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|hr|dd|dt)\b[^>]*>/gi;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;

/**
 * Plain text of HTML or of plain text: tags go (block tags become line ends), character references are
 * decoded, runs of blanks are folded, line ends are kept.
 */
export function plainText(value: unknown): string {
  const parts = asList(value).map((item) =>
    typeof item === 'string' ? item : (asText(item) ?? ''),
  );
  let text = parts.join('\n');
  if (text.includes('<')) {
    text = text
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
      .replace(BLOCK_TAG, '\n')
      .replace(/<\/?[a-z!][^>]*>/gi, '');
  }
  if (text.includes('&')) text = text.replace(REFERENCE, decodeReference);
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function decodeReference(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return decodeNamedCharacterReference(name) || whole;
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
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
