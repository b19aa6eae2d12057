import { loadWords } from './load-words.ts';

/** One word of a text. */
export interface Word {
  /** As written. */
  raw: string;
  /** Lower case, no accents, singular, one spelling for variants. */
  key: string;
  /** Where it starts in the text that was split. */
  start: number;
  /** Just after its last character. */
  end: number;
  /** A sentence, list or bracket boundary lies before it: no phrase runs across. */
  breakBefore: boolean;
}

const WORD = /\.?[\p{L}\p{N}]+(?:\+\+|#(?!\w))?/gu;
const BREAK = /[,;:!?•·|()[\]{}<>"“”\n\r\t]|\.(?:\s|$)|\s[-–—/]+\s|…/u;

/**
 * Splits text into words and normalizes each, so that "Counsellors", "counselor" and "COUNSELOR" have one
 * key. Keeps `C++`, `C#` and `.NET` whole; `&` counts as the word "and".
 */
export function splitWords(text: string): Word[] {
  const plain = text.replace(/['’`´]/gu, '');
  const words: Word[] = [];
  let previousEnd = 0;
  for (const match of plain.matchAll(WORD)) {
    const gap = plain.slice(previousEnd, match.index);
    const breakBefore = words.length > 0 && BREAK.test(gap);
    const ampersand = gap.indexOf('&');
    if (ampersand >= 0 && words.length > 0) {
      const at = previousEnd + ampersand;
      words.push({ raw: '&', key: 'and', start: at, end: at + 1, breakBefore: false });
    }
    const dotted = match[0].startsWith('.') && match[0].toLowerCase() !== '.net';
    const raw = dotted ? match[0].slice(1) : match[0];
    const start = match.index + (dotted ? 1 : 0);
    words.push({ raw, key: wordKey(raw), start, end: start + raw.length, breakBefore });
    previousEnd = match.index + match[0].length;
  }
  return words;
}

/** The key of one word; see {@link Word}. */
export function wordKey(raw: string): string {
  let word = raw.toLowerCase();
  if (/[^ -~]/u.test(word)) {
    word = word.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  }
  return variant(singular(variant(word)));
}

function variant(word: string): string {
  const known = loadWords().variants.get(word) ?? word;
  return known.length > 6 ? known.replace(/is(ation|ing|ed|e|er)$/u, 'iz$1') : known;
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is)$/u.test(word) ? word : word.slice(0, -1);
}
