import { joinHashes } from '../math/hash.ts';
import { CAPITAL, JOINED, OPENS, SMALL, type TermWords } from './cut-terms.ts';
import { hasTerm, writtenTerm, type TermDictionary, type TermSet } from './term-dictionary.ts';

/** What texts name: keys, each once, those of names first, then those of words that are not common. */
export interface FoundTerms {
  names: number;
  count: number;
  keys: Uint16Array;
}

/** Creates an empty result. @param slots most keys */
export function createFoundTerms(slots: number): FoundTerms {
  return { names: 0, count: 0, keys: new Uint16Array(slots) };
}

/** The 16 bits of a hash that are kept, never 0. */
export function termKey(hash: number): number {
  return hash >>> 16 || 1;
}

/** Keys already taken, a bit each; empty between calls. */
const taken = new Uint8Array(8192);

/** Adds the key of a hash, once; returns whether there is room for more. */
function take(found: FoundTerms, hash: number): boolean {
  const { keys } = found;
  const key = termKey(hash);
  const bit = 1 << (key & 7);
  if ((taken[key >> 3]! & bit) === 0) {
    taken[key >> 3]! |= bit;
    keys[found.count++] = key;
  }
  return found.count < keys.length;
}

/**
 * Finds the names in the words of texts, of one to four words that nothing parts, also those within
 * others, in the order in which they end; then, as long as there is room, words that are not common, in their order.
 */
export function findTerms(words: TermWords, dictionary: TermDictionary, found: FoundTerms): void {
  found.count = 0;
  const hasRoom = findNames(words, dictionary.names, found);
  found.names = found.count;
  if (hasRoom) {
    const { count, hashes, lengths } = words;
    for (let i = 0; i < count; i++) {
      if (lengths[i]! < 2 || hasTerm(dictionary.common, hashes[i]!)) continue;
      if (!take(found, hashes[i]!)) break;
    }
  }
  for (let i = 0; i < found.count; i++) taken[found.keys[i]! >> 3] = 0;
}

/** Returns whether there is room for more. */
function findNames(words: TermWords, names: TermSet, found: FoundTerms): boolean {
  const { count, hashes, cases, gaps } = words;
  // Names that end with the word before: of one to three words.
  let one = 0;
  let two = 0;
  let three = 0;
  for (let i = 0, run = 0; i < count; i++) {
    const word = hashes[i]!;
    run = gaps[i] === JOINED ? run + 1 : 1;
    if (hasTerm(names, word) && !take(found, word)) return false;
    const written = cases[i]!;
    if (written !== SMALL && !isSentenceStart(words, i)) {
      const name = writtenTerm(word, written);
      if (hasTerm(names, name) && !take(found, name)) return false;
    }
    const four = run > 3 ? joinHashes(three, word) : 0;
    three = run > 2 ? joinHashes(two, word) : 0;
    two = run > 1 ? joinHashes(one, word) : 0;
    one = word;
    if (run > 1 && hasTerm(names, two) && !take(found, two)) return false;
    if (run > 2 && hasTerm(names, three) && !take(found, three)) return false;
    if (run > 3 && hasTerm(names, four) && !take(found, four)) return false;
  }
  return true;
}

/** Whether a word of several letters has its capital because a sentence goes on behind it. */
export function isSentenceStart({ count, cases, gaps, lengths }: TermWords, i: number): boolean {
  return (
    cases[i] === CAPITAL &&
    lengths[i]! > 1 &&
    gaps[i] === OPENS &&
    i + 1 < count &&
    gaps[i + 1] === JOINED &&
    cases[i + 1] === SMALL
  );
}
