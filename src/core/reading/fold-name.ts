import { isWordUnit, PICTURES } from './words.ts';

/** Texts whose fold needs ASCII's rules alone. */
const ASCII = /^[\0-\x7f]*$/; // eslint-disable-line no-control-regex

/** Marks that stand over or under a letter (Latin, Hebrew, Arabic), and what shows nothing at all. */
const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** Letters that do not decompose, and what they are read as. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/**
 * The form in which names are compared: without accents, in lower case, everything but letters, digits and
 * currency signs to single spaces, `saint` and `sankt` to `st`. A written rule rather than the engine's tables
 * of Unicode classes, so that every browser and the build step fold alike. Folding twice changes nothing.
 */
export function foldName(name: string): string {
  const folded = ASCII.test(name)
    ? name.toLowerCase().replace(/[^a-z0-9$]+/g, ' ')
    : foldLetters(name.normalize('NFKD'));
  return folded.trim().replace(/\bsa(?:int|nkt)\b/g, 'st');
}

function foldLetters(decomposed: string): string {
  // Composed again: the syllables of Korean and the kana of Japanese are letters too.
  const text = decomposed.replace(MARKS, '').normalize('NFC').replace(PICTURES, ' ').toLowerCase();
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isWordUnit(unit) || isCurrency(unit)) folded += LETTERS[text[i]!] ?? text[i]!;
    else if (!folded.endsWith(' ')) folded += ' ';
  }
  return folded;
}

/** `$`, `¢` to `¥`, the block of currency signs. */
function isCurrency(unit: number): boolean {
  return unit === 0x24 || (unit >= 0xa2 && unit <= 0xa5) || (unit >= 0x20a0 && unit <= 0x20cf);
}
