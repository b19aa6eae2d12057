import { mix32 } from '../math/hash.ts';
import type { Lexicon } from '../reading/lexicon.ts';
import type { TermSetSource, TermsSource } from '../reading/lexicon-source.ts';
import { readTermSet } from './term-set.ts';

/** A set of hashes to look up in: bit `hash >>> shift`. */
export interface TermSet {
  bits: Uint8Array;
  shift: number;
}

/** The sets of a lexicon, read. */
export type TermDictionary = Readonly<Record<keyof TermsSource, TermSet>>;

/** Most words of a name. */
export const MAX_NAME_WORDS = 4;

const NONE: TermSetSource = [16, 1, ''];

/** How many bits of a hash a set of a lexicon looks at, without reading it. */
export function bitsOfTerms({ source }: Lexicon, set: keyof TermDictionary): number {
  return (source.terms?.[set] ?? NONE)[0];
}

const dictionaries = new WeakMap<Lexicon, TermDictionary>();

/** The sets of a lexicon, read when they are first asked for; those that it lacks are empty. */
export function dictionaryOf(lexicon: Lexicon): TermDictionary {
  let dictionary = dictionaries.get(lexicon);
  if (dictionary === undefined) {
    dictionaries.set(lexicon, (dictionary = readDictionary(lexicon.source.terms)));
  }
  return dictionary;
}

/** Reads the sets of a lexicon. */
export function readDictionary(source: TermsSource = {}): TermDictionary {
  const read = (set = NONE): TermSet => ({ bits: readTermSet(set), shift: 32 - set[0] });
  return { names: read(source.names), common: read(source.common), makers: read(source.makers) };
}

/** Whether a set has a hash, or another of its bits. */
export function hasTerm({ bits, shift }: TermSet, hash: number): boolean {
  const value = hash >>> shift;
  return ((bits[value >> 3]! >> (value & 7)) & 1) === 1;
}

/** The hash of a word that is a name only where it is written so: a case of cut-terms, but for small letters. */
export function writtenTerm(word: number, written: number): number {
  return mix32(word ^ Math.imul(written, 0x9e3779b9));
}
