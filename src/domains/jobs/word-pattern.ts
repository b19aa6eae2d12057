/** Letters that do not decompose. */
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss' };

/** Before and behind a word stands no letter of the Latin script; a pattern without the u flag is ten times faster. */
const LETTER = 'A-Za-zÀ-ÖØ-öø-ɏ';

/**
 * A pattern of phrases as whole words, in any case, with accents or without; of several spaces or a hyphen between
 * words each will do.
 */
export function wordPattern(phrases: readonly string[]): RegExp {
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length);
  const sources = longestFirst.map((phrase) => [...phrase.normalize('NFC')].map(letter).join(''));
  return new RegExp(`(?<![${LETTER}])(?:${sources.join('|')})(?![${LETTER}])`, 'i');
}

function letter(char: string): string {
  if (char === ' ' || char === '-') return '[\\s-]+';
  if (char === "'") return "['’]?";
  if (/[a-z0-9]/i.test(char)) return char;
  const plain = PLAIN[char.toLowerCase()] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
  if (plain === char) return `\\${char}`;
  const cases = [char.toLowerCase(), char.toUpperCase()].filter(({ length }) => length === 1);
  return `(?:${[...new Set([...cases, plain])].join('|')})`;
}
