import { hashStep } from '../math/hash.ts';
import { foldText, isWordUnit } from '../reading/words.ts';

/** Cuts texts into words, as `eachWord` of the folded text does, without an allocation a word. */
export interface WordCutter {
  /** UTF-16 units of the folded text, as far as it was read; overwritten by the next cut. */
  readonly units: Uint16Array;
  /** Word `w` is `units` from `starts[w]` to `ends[w]`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The hash state of each word, from the cutter's start state. */
  readonly states: Int32Array;
  /** Cuts the first `maxWords` words (at most {@link MAX_WORDS}) and returns how many there are. */
  cut(text: string, maxWords: number): number;
}

/** Most words that a cutter keeps. */
export const MAX_WORDS = 512;

const PLUS = 43;
const HASH = 35;
const LOWER_S = 115;

/**
 * Creates a cutter. It holds buffers, so one caller at a time.
 *
 * @param startState what the hash of each word starts from
 */
export function createWordCutter(startState: number): WordCutter {
  let units = new Uint16Array(2048);
  const starts = new Int32Array(MAX_WORDS);
  const ends = new Int32Array(MAX_WORDS);
  const states = new Int32Array(MAX_WORDS);
  /** Lower case by ASCII unit, 0 for what is no part of a word. */
  const ascii = Uint8Array.from({ length: 0x80 }, (_, unit) =>
    isWordUnit(unit) ? String.fromCharCode(unit).toLowerCase().charCodeAt(0) : 0,
  );

  /** The folded unit, 0 where it is no part of a word, −1 where the text needs more folding than ASCII does. */
  function letter(unit: number, folded: boolean): number {
    if (unit < 0x80) return ascii[unit]!;
    if (folded) return isWordUnit(unit) ? unit : 0;
    return isPlainSpace(unit) ? 0 : -1;
  }

  /** Returns −1 where the text needs more folding. */
  function walk(text: string, maxWords: number, folded: boolean): number {
    const length = text.length;
    const buffer = units;
    let at = 0;
    for (let words = 0; words < maxWords; words++) {
      let unit = 0;
      while (at < length && (unit = letter(text.charCodeAt(at), folded)) === 0) at++;
      if (at === length) return words;
      const start = at;
      let state = startState;
      let before = state;
      while (unit > 0) {
        buffer[at++] = unit;
        before = state;
        state = hashStep(state, unit);
        unit = at < length ? letter(text.charCodeAt(at), folded) : 0;
      }
      if (unit < 0) return -1;
      for (; at < length; at++) {
        const mark = text.charCodeAt(at);
        if (mark !== PLUS && mark !== HASH) break;
        buffer[at] = mark;
        before = state;
        state = hashStep(state, mark);
      }
      close(words, start, at, state, before);
    }
    return maxWords;
  }

  /** Ends a word, less its plural `s`: `before` is the hash state without its last unit. */
  function close(word: number, start: number, stop: number, state: number, before: number): void {
    const plural = stop - start >= 4 && units[stop - 1] === LOWER_S && units[stop - 2] !== LOWER_S;
    starts[word] = start;
    ends[word] = plural ? stop - 1 : stop;
    states[word] = plural ? before : state;
  }

  return {
    get units() {
      return units;
    },
    starts,
    ends,
    states,
    cut(text, maxWords) {
      const limit = Math.min(maxWords, MAX_WORDS);
      reserve(text.length);
      const words = walk(text, limit, false);
      if (words >= 0) return words;
      const folded = foldText(text);
      reserve(folded.length);
      return walk(folded, limit, true);
    },
  };

  function reserve(length: number): void {
    if (length > units.length) units = new Uint16Array(2 * length);
  }
}

/** Common spaces, dashes, quotation marks and bullets: they fold to no part of a word, nor change one. */
function isPlainSpace(unit: number): boolean {
  return unit === 0xa0 || (unit >= 0x2010 && unit <= 0x2026 && unit !== 0x2017);
}
