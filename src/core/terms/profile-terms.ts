import { joinHashes } from '../math/hash.ts';
import {
  createTermWords,
  cutTerms,
  CAPITAL,
  CAPITALS,
  SMALL,
  type TermWords,
} from './cut-terms.ts';
import { createFoundTerms, findTerms, termKey } from './find-terms.ts';
import { hasTerm, MAX_NAME_WORDS, writtenTerm, type TermDictionary } from './term-dictionary.ts';

/** What a person knows, as items may name it. */
export interface KnownTerms {
  /** Each once. */
  keys: Uint16Array;
  /** What naming each of them counts. */
  weights: Uint8Array;
  /** What naming enough of them counts. */
  total: number;
}

/** What naming one thing that a person knows counts; so it can be divided among up to four words. */
export const THING_WEIGHT = 60;
/** Who knows more things than this needs no more of them named. */
const ENOUGH_THINGS = 12;
/** Most keys of a person. */
const MAX_KEYS = 255;

/** Collects what a person knows. */
export interface KnownTermsList {
  /** A thing by its own name, such as a skill: that name or, where it is none, the names in it, or its words. */
  addThing(text: string): void;
  /** Everything that a text names; with `words` also its words that are not common. */
  addText(text: string, words: boolean): void;
  /** How many keys there are. */
  readonly count: number;
  /** Undefined where there are none. */
  known(): KnownTerms | undefined;
}

/** Creates an empty list. */
export function createKnownTerms(dictionary: TermDictionary): KnownTermsList {
  const words = createTermWords();
  const weights = new Map<number, number>();

  function add(keys: readonly number[], weight: number): void {
    for (const key of keys) {
      if (weights.size < MAX_KEYS && !weights.has(key)) weights.set(key, weight);
    }
  }

  return {
    addThing(text) {
      words.count = 0;
      cutTerms(text, words);
      const keys = keysOf(words, dictionary);
      if (keys.length > 0) add(keys, Math.max(1, Math.floor(THING_WEIGHT / keys.length)));
    },
    addText(text, isWords) {
      words.count = 0;
      cutTerms(text, words);
      const found = createFoundTerms(MAX_KEYS);
      findTerms(words, dictionary, found);
      const end = isWords ? found.count : found.names;
      add([...found.keys.subarray(0, end)], THING_WEIGHT);
    },
    get count() {
      return weights.size;
    },
    known() {
      if (weights.size === 0) return undefined;
      const counts = Uint8Array.from(weights.values());
      const total = counts.reduce((sum, weight) => sum + weight, 0);
      return {
        keys: Uint16Array.from(weights.keys()),
        weights: counts,
        total: Math.min(total, ENOUGH_THINGS * THING_WEIGHT),
      };
    },
  };
}

/** The keys by which a thing can be named: one of its name; else of the names in it; else of its telling words. */
function keysOf(words: TermWords, dictionary: TermDictionary): number[] {
  const { count, hashes, lengths } = words;
  const whole = nameAt(words, 0, count, dictionary);
  if (whole !== 0) {
    // Without its maker's name it is the same.
    for (let from = 1; from < count && hasTerm(dictionary.makers, hashes[from - 1]!); from++) {
      const short = nameAt(words, from, count, dictionary);
      if (short !== 0) return [termKey(short)];
    }
    return [termKey(whole)];
  }
  const keys: number[] = [];
  for (let from = 0; from < count; from++) {
    let end = Math.min(count, from + MAX_NAME_WORDS);
    for (; end > from; end--) {
      const name = nameAt(words, from, end, dictionary);
      if (name === 0) continue;
      keys.push(termKey(name));
      from = end - 1;
      break;
    }
  }
  if (keys.length > 0) return keys.slice(0, THING_WEIGHT);
  for (let i = 0; i < count && keys.length < THING_WEIGHT; i++) {
    if (lengths[i]! > 1 && !hasTerm(dictionary.common, hashes[i]!)) keys.push(termKey(hashes[i]!));
  }
  return keys;
}

/** The hash by which the dictionary has the words `from` to `end` as a name; 0 where it has not. */
function nameAt(
  { hashes, cases }: TermWords,
  from: number,
  end: number,
  { names }: TermDictionary,
): number {
  if (end - from > MAX_NAME_WORDS || end <= from) return 0;
  let hash = hashes[from]!;
  for (let i = from + 1; i < end; i++) hash = joinHashes(hash, hashes[i]!);
  if (hasTerm(names, hash)) return hash;
  if (end - from > 1) return 0;
  // Who states a skill may write it small.
  const written = cases[from]!;
  for (const one of written === SMALL ? [CAPITAL, CAPITALS] : [written]) {
    const name = writtenTerm(hash, one);
    if (hasTerm(names, name)) return name;
  }
  return 0;
}
