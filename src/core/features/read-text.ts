/** Longest text that is read of one value, in UTF-16 code units. */
const MAX_LENGTH = 20_000;

/** Where a JSON-LD object keeps its words, first found wins. */
const TEXT_KEYS = ['name', '@value', 'value', 'title', 'text', 'description', '@id'] as const;

/**
 * The text of a value as the web has it: a string, a number, or a JSON-LD object with a name or a value.
 * HTML is stripped. Empty for anything else.
 */
export function readText(value: unknown): string {
  if (typeof value === 'string') return plainText(value.slice(0, MAX_LENGTH));
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const key of TEXT_KEYS) {
      const inner = (value as Record<string, unknown>)[key];
      if (typeof inner === 'string' || typeof inner === 'number') return readText(inner);
    }
  }
  return '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  bull: '•',
};

/** Strips tags, scripts and styles, and decodes entities; a text without `<` and `&` comes back as it is. */
function plainText(text: string): string {
  let plain = text;
  if (plain.includes('&')) plain = decodeEntities(plain);
  if (plain.includes('<')) {
    plain = plain
      .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/<\/?[a-z][^>]*>/gi, ' ');
  }
  return plain;
}

function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, body: string) => {
    if (body[0] !== '#') return ENTITIES[body.toLowerCase()] ?? whole;
    const hex = body[1] === 'x' || body[1] === 'X';
    const code = parseInt(body.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}

/**
 * The tags among values: each value's text, and a text with separators (comma, semicolon, bar, bullet,
 * line break) split at them. Trimmed, empty ones dropped.
 */
export function readTags(values: readonly unknown[]): string[] {
  const tags: string[] = [];
  for (const value of values) {
    const text = readText(value);
    for (const part of /[,;|•·\n\r]/.test(text) ? text.split(/[,;|•·\n\r]+/) : [text]) {
      const tag = part.trim();
      if (tag !== '') tags.push(tag);
    }
  }
  return tags;
}
