import { hashStep } from '../math/hash.ts';
import { foldText, isWordUnit } from './words.ts';

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

const SPACE = 0;
const WORD = 1;
/** `+` and `#`: part of a word at its end only. */
const SUFFIX = 2;
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
  const kinds = Uint8Array.from({ length: 0x80 }, (_, unit) =>
    isWordUnit(unit) ? WORD : unit === 0x2b || unit === 0x23 ? SUFFIX : SPACE,
  );

  /** Returns −1 at the first unit that needs more folding than ASCII does. */
  function walk(text: string, maxWords: number, folded: boolean): number {
    const length = text.length;
    const buffer = units;
    let words = 0;
    let inside = SPACE;
    let start = 0;
    let state = 0;
    let before = 0;
    let at = 0;
    for (; at < length; at++) {
      let unit = text.charCodeAt(at);
      let kind: number;
      if (unit < 0x80) {
        kind = kinds[unit]!;
        if (unit >= 65 && unit <= 90) unit |= 0x20;
      } else if (folded) {
        kind = isWordUnit(unit) ? WORD : SPACE;
      } else if (isPlainSpace(unit)) {
        kind = SPACE;
      } else {
        return -1;
      }
      buffer[at] = unit;
      if (inside === SPACE) {
        if (kind !== WORD) continue;
        start = at;
        inside = WORD;
        state = hashStep(startState, unit);
      } else if (kind === SPACE || (kind === WORD && inside === SUFFIX)) {
        close(words++, start, at, state, before);
        inside = SPACE;
        if (words === maxWords) return words;
        if (kind === WORD) {
          start = at;
          inside = WORD;
          state = hashStep(startState, unit);
        }
      } else {
        inside = kind;
        before = state;
        state = hashStep(state, unit);
      }
    }
    if (inside !== SPACE) close(words++, start, at, state, before);
    return words;
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
