import { eachCoded, letterAt } from '../math/golomb-code.ts';
import { hashStart, hashStep, joinHashes, mix32 } from '../math/hash.ts';
import { foldName } from './fold-name.ts';
import { remember, type Lexicon } from './lexicon.ts';

/** Most of a text that is looked through, in UTF-16 code units. */
const MAX_LENGTH = 200;
/** Most words of a name. */
const MAX_WORDS = 4;
/** Keeps these hashes apart from others. */
const SALT = 6;
const LOWER_S = 115;
/** No name runs across these. A dash needs spaces around it. */
const BREAKS = /[,;:!?•·|()[\]<>"…\n\r\t]| [-–—/] /;

/** Set in the letters of a value where the name is a weak one. */
export const WEAK = 2048;
/** Set where the name counts only if no word of another trade stands before it. */
export const GUARDED = 1024;
/** Set where the name counts only if no word stands behind it. */
export const ALONE = 512;
/** The bits of the value itself. */
export const VALUES = 511;
/** Words of another trade have hashes that start here, names such that start at 0. */
const OTHER_TRADE = 1;
/** A name that is not weak counts more than any number of words. */
const STRONG = 64;

/** Names by their hash, read. */
export interface Names {
  /** The upper bits of hashes that count. */
  shift: number;
  /** By these, the value, with {@link WEAK}, {@link GUARDED} and {@link ALONE}; words of another trade are there too. */
  values: Map<number, number>;
}

/**
 * The value of the name that a text names, as an index; -1 without one. The name of most words counts, within a part
 * of the text the last of them, of several parts the first; weak names count where there is no other. Accents, case and a
 * plural s do not matter. A guarded name behind a word of another trade is none: a software architect builds no houses.
 *
 * @param list of the lexicon's names
 */
export function findName(text: string, list: string, lexicon: Lexicon): number {
  return remember(lexicon, KIND + list, text, lookUp);
}

/** What is remembered of a list starts so. */
const KIND = '@names ';

function lookUp(text: string, lexicon: Lexicon, kind: string): number {
  const names = remember(lexicon, '@names', kind.slice(KIND.length), readNames);
  return names === undefined ? -1 : findAmong(text, names);
}

/** {@link findName} among names that are read. */
export function findAmong(text: string, names: Names): number {
  let [best, size] = [-1, 0];
  for (const part of text.slice(0, MAX_LENGTH).split(BREAKS)) {
    const found = findIn(foldName(part), names);
    if (found.size > size) ({ value: best, size } = found);
  }
  return best;
}

/** Hashes of the words of the part that is looked through; a longer one has no name behind them. */
const words = new Uint32Array(64);

/** The value that counts most in a folded part of a text, and how much. */
function findIn(folded: string, { shift, values }: Names): { value: number; size: number } {
  let [best, size] = [-1, 0];
  const count = hashWords(folded);
  for (let start = 0; start < count; start++) {
    const isElsewhere =
      start > 0 && values.has(joinHashes(OTHER_TRADE, words[start - 1]!) >>> shift);
    let hash = 0;
    for (let end = start; end < count && end < start + MAX_WORDS; end++) {
      hash = joinHashes(hash, words[end]!);
      const found = values.get(hash >>> shift);
      if (found === undefined || (isElsewhere && (found & GUARDED) > 0)) continue;
      if ((found & ALONE) > 0 && end + 1 < count) continue;
      const counts = end - start + 1 + (found < WEAK ? STRONG : 0);
      if (counts >= size) [best, size] = [found & VALUES, counts];
    }
  }
  return { value: best, size };
}

/** Finds the hashes of the words of a folded text; returns how many there are. */
function hashWords(folded: string): number {
  let count = 0;
  for (let at = 0; at < folded.length && count < words.length; at++) {
    const end = wordEnd(folded, at);
    let state = hashStart(SALT);
    for (const last = singularEnd(folded, at, end); at < last; at++) {
      state = hashStep(state, folded.charCodeAt(at));
    }
    words[count++] = mix32(state);
    at = end;
  }
  return count;
}

function wordEnd(folded: string, at: number): number {
  const end = folded.indexOf(' ', at);
  return end < 0 ? folded.length : end;
}

/** Where a word ends without a plural s: of words of four or more units, not after another s. */
function singularEnd(folded: string, from: number, end: number): number {
  const isPlural =
    end - from >= 4 &&
    folded.charCodeAt(end - 1) === LOWER_S &&
    folded.charCodeAt(end - 2) !== LOWER_S;
  return isPlural ? end - 1 : end;
}

/** The hash of a name; unsigned. Undefined where it has no word, or too many. */
export function hashOfName(name: string): number | undefined {
  return hashFrom(0, name);
}

/** The hash of a word of another trade; undefined where it is not a word. */
export function hashOfOtherTrade(word: string): number | undefined {
  return hashFrom(OTHER_TRADE, word);
}

function hashFrom(start: number, name: string): number | undefined {
  const count = hashWords(foldName(name));
  if (count === 0 || count > MAX_WORDS) return undefined;
  return words.subarray(0, count).reduce(joinHashes, start);
}

function readNames(list: string, { source }: Lexicon): Names | undefined {
  const names = source.names?.[list];
  if (names === undefined) return undefined;
  const { set, values: letters } = names;
  const [bits, remainder, code] = set;
  const values = new Map<number, number>();
  let at = 0;
  eachCoded(remainder, code, (hash) => {
    values.set(hash, (letterAt(letters, at) << 6) | letterAt(letters, at + 1));
    at += 2;
  });
  return { shift: 32 - bits, values };
}

/**
 * All values at least so near to one, itself first.
 *
 * @param percent 1 … 100
 */
export function nearTo(value: number, percent: number, list: string, lexicon: Lexicon): number[] {
  const { levels, near } = lexicon.source.names![list]!;
  const least = levels.findIndex((level) => level >= percent);
  const found = [value];
  if (least < 0) return found;
  // Pairs i < j, by j: those of 1, of 2 …
  for (let other = 0; ; other++) {
    if (other === value) continue;
    const [i, j] = other < value ? [other, value] : [value, other];
    const level = near.charCodeAt((j * (j - 1)) / 2 + i) - 48;
    if (Number.isNaN(level)) return found;
    if (level > least) found.push(other);
  }
}
