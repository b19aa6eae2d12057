import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { isWordUnit, PICTURES } from '../reading/words.ts';

/** How a word is written: without capitals, with one at its start alone, in capitals, any other way. */
export const SMALL = 0;
export const CAPITAL = 1;
export const CAPITALS = 2;
export const MIXED_CASE = 3;

/** What stands before a word: nothing that parts it from the last one, a mark, or the end of a sentence. */
export const JOINED = 0;
export const APART = 1;
export const OPENS = 2;

/** The words of a text as names are looked for in them. */
export interface TermWords {
  count: number;
  /** The hash of each in small letters, unsigned, without its plural `s`. */
  hashes: Uint32Array;
  cases: Uint8Array;
  gaps: Uint8Array;
  /** How many units it has; 0 where none of them is a letter. */
  lengths: Uint8Array;
}

/** Creates an empty list. */
export function createTermWords(): TermWords {
  const size = 1024;
  return {
    count: 0,
    hashes: new Uint32Array(size),
    cases: new Uint8Array(size),
    gaps: new Uint8Array(size),
    lengths: new Uint8Array(size),
  };
}

const START = hashStart(5);
const DOT = 0x2e;
const LOWER_S = 115;
const NO_BREAK_SPACE = 0xa0;
const ELLIPSIS = 0x2026;
/** From here on letters need no spaces between words. */
const UNSPACED = 0x3040;

/** Of ASCII the unit in lower case, 0 for what is no part of a word. */
const LOWER = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  isWordUnit(unit) ? String.fromCharCode(unit).toLowerCase().charCodeAt(0) : 0,
);

/** What a mark does to the words beside it. */
const PARTS = 0;
/** Space, no-break space, `/`: it parts no name. */
const SPACES = 1;
/** It parts no name either, and a single letter that it binds to a word is no word of its own. */
const BINDS = 2;
/** The end of a sentence. */
const ENDS = 3;

const MARKS = new Uint8Array(0x80);
for (const [kind, marks] of [
  [SPACES, ' /'],
  [BINDS, "&'-._"],
  [ENDS, '\n!?:'],
] as const) {
  for (const mark of marks) MARKS[mark.charCodeAt(0)] = kind;
}

function markOf(unit: number): number {
  if (unit < 0x80) return MARKS[unit]!;
  if (unit === NO_BREAK_SPACE) return SPACES;
  if (unit === ELLIPSIS) return ENDS;
  return unit === 0x2010 || unit === 0x2019 ? BINDS : PARTS;
}

/**
 * Adds the words of a text to a list: runs of word units, those of scripts without spaces apart from others, with
 * the `+` and `#` behind them and, where it starts one, the `.` before them ("C++", ".NET"). They are compared
 * without capitals and plural `s`, as everywhere; how they are written is kept beside.
 */
export function cutTerms(text: string, words: TermWords): void {
  const { count } = words;
  if (walk(text, '', words)) return;
  words.count = count;
  const folded = text.normalize('NFKC').replace(PICTURES, ' ');
  const lower = folded.toLowerCase();
  walk(lower.length === folded.length ? folded : lower, lower, words);
}

/** The letter or digit at a place in lower case, 0 where there is none, −1 where the text must be folded first. */
function letterAt(text: string, lower: string, at: number): number {
  if (at < 0 || at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return LOWER[unit]!;
  if (lower === '') return plainLetter(unit);
  const small = lower.charCodeAt(at);
  return isWordUnit(small) ? small : 0;
}

/**
 * Returns false where the text needs more folding than ASCII does.
 *
 * @param lower the folded text in lower case; empty where it is not folded
 */
function walk(text: string, lower: string, words: TermWords): boolean {
  const { length } = text;
  let gap = OPENS;
  for (let at = 0; ; gap = JOINED) {
    let letter = 0;
    for (; at < length && (letter = letterAt(text, lower, at)) === 0; at++) {
      const unit = text.charCodeAt(at);
      const mark = markOf(unit);
      if (mark === ENDS || (unit === DOT && letterAt(text, lower, at + 1) === 0)) gap = OPENS;
      else if (mark === PARTS && gap === JOINED) gap = APART;
    }
    if (at >= length) return true;
    const start = at;
    const isUnspaced = letter >= UNSPACED;
    const isCapital = letter !== text.charCodeAt(at);
    let state = startOf(text, lower, at);
    let before = state;
    let capitals = 0;
    let letters = 0;
    while (letter > 0 && letter >= UNSPACED === isUnspaced) {
      if (letter > 57) letters++;
      if (letter !== text.charCodeAt(at)) capitals++;
      before = state;
      state = hashStep(state, letter);
      at++;
      letter = letterAt(text, lower, at);
    }
    if (letter < 0) return false;
    const size = letters === 0 ? 0 : at - start;
    for (; isSign(text, at); at++) {
      before = state;
      state = hashStep(state, text.charCodeAt(at));
    }
    if (at - start === 1) {
      if (
        at < length &&
        markOf(text.charCodeAt(at)) === BINDS &&
        letterAt(text, lower, at + 1) !== 0
      )
        state = hashStep(state, text.charCodeAt(at));
    } else if (at - start >= 4 && isPlural(text, at)) state = before;
    const written =
      capitals === 0
        ? SMALL
        : capitals === 1 && isCapital
          ? CAPITAL
          : capitals === letters
            ? CAPITALS
            : MIXED_CASE;
    addWord(words, mix32(state), written, gap, Math.min(size, 255));
  }
}

/** What the hash of a word starts from: with the mark before it where that is a part of it. */
function startOf(text: string, lower: string, at: number): number {
  if (at === 0) return START;
  const unit = text.charCodeAt(at - 1);
  if (unit === 0x20 || markOf(unit) !== BINDS) return START;
  const isBehindWord = letterAt(text, lower, at - 2) !== 0;
  const isPart = isBehindWord
    ? letterAt(text, lower, at + 1) === 0 && !isSign(text, at + 1)
    : unit === DOT && (at < 2 || text.charCodeAt(at - 2) !== DOT);
  return isPart ? hashStep(START, unit) : START;
}

/** Whether a word ends in a plural `s`. */
function isPlural(text: string, end: number): boolean {
  return (text.charCodeAt(end - 1) | 32) === LOWER_S && (text.charCodeAt(end - 2) | 32) !== LOWER_S;
}

/** `+` or `#`. */
function isSign(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const unit = text.charCodeAt(at);
  return unit === 43 || unit === 35;
}

/** Of U+00A0 to U+00BF the marks that no fold changes, as bits: `§`, `©`, `®`, `·` and the like. */
const PLAIN_LATIN = 0x88c37aff;

/**
 * Beyond ASCII a letter of Western Europe in lower case; 0 for the usual spaces, dashes, quotation marks and bullets,
 * which no fold changes; −1 for what must be folded.
 */
function plainLetter(unit: number): number {
  if (unit < 0xc0) return (PLAIN_LATIN >>> (unit - NO_BREAK_SPACE)) & 1 && unit >= 0xa0 ? 0 : -1;
  if (unit < 0x100) {
    if (unit === 0xd7 || unit === 0xf7) return 0;
    return unit < 0xdf ? unit | 0x20 : unit;
  }
  return unit === ELLIPSIS || isPlainMark(unit) ? 0 : -1;
}

/** Marks that no fold changes: dashes, quotation marks, bullets, signs of money, arrows, boxes, stars and ticks. */
function isPlainMark(unit: number): boolean {
  return (
    (unit >= 0x200b && unit <= 0x2023 && unit !== 0x2011 && unit !== 0x2017) ||
    (unit >= 0x20a9 && unit < 0x20c0) ||
    (unit >= 0x2190 && unit < 0x2200) ||
    (unit >= 0x2500 && unit < 0x27c0) ||
    unit === 0xfeff
  );
}

function addWord(
  words: TermWords,
  hash: number,
  written: number,
  gap: number,
  length: number,
): void {
  if (words.count === words.hashes.length) growWords(words);
  const at = words.count++;
  words.hashes[at] = hash;
  words.cases[at] = written;
  words.gaps[at] = gap;
  words.lengths[at] = length;
}

function growWords(words: TermWords): void {
  const size = 2 * words.hashes.length;
  const hashes = new Uint32Array(size);
  hashes.set(words.hashes);
  words.hashes = hashes;
  for (const key of ['cases', 'gaps', 'lengths'] as const) {
    const longer = new Uint8Array(size);
    longer.set(words[key]);
    words[key] = longer;
  }
}
