import { findName } from '../reading/find-name.ts';
import type { Lexicon } from '../reading/lexicon.ts';
import { createRandom, type Random } from '../math/random.ts';
import { createTermWords, cutTerms } from '../terms/cut-terms.ts';
import { createFoundTerms, findTerms } from '../terms/find-terms.ts';
import { dictionaryOf } from '../terms/term-dictionary.ts';

/** Of several scripts, so that folding and cutting are seen to work. */
export const SYLLABLES = 'ka lo mi tre nur sing dev ops é ß 개 발 者 de signer manager'.split(' ');

/** One to three syllables. */
export function inventWord(random: Random): string {
  return Array.from({ length: 1 + random.integer(3) }, () => random.pick(SYLLABLES)).join('');
}

/** How many words are tried, and how many are kept. */
const TRIES = 1000;
const MAX_NAMES = 8;
const names = new WeakMap<Lexicon, readonly string[]>();

/**
 * Invented words that a lexicon's dictionary or lists take for names: they hold hashes, and some words share theirs. The
 * same for the same lexicon; none where it has neither.
 */
export function inventNames(lexicon: Lexicon): readonly string[] {
  let found = names.get(lexicon);
  if (found === undefined) {
    const lists = Object.keys(lexicon.source.names ?? {});
    found = [
      ...(lexicon.source.terms === undefined ? [] : tryWords(lexicon)),
      ...lists.flatMap((list) => tryListed(lexicon, list)),
    ];
    names.set(lexicon, found);
  }
  return found;
}

function tryWords(lexicon: Lexicon): string[] {
  const random = createRandom('names');
  const words = createTermWords();
  const terms = createFoundTerms(MAX_NAMES);
  const found = new Set<string>();
  for (let i = 0; i < TRIES && found.size < MAX_NAMES; i++) {
    const word = inventWord(random);
    words.count = 0;
    cutTerms(word, words);
    findTerms(words, dictionaryOf(lexicon), terms);
    if (terms.names > 0) found.add(word);
  }
  return [...found];
}

/** A list holds a hash in some five thousand. */
const LISTED_TRIES = 200_000;
const MAX_LISTED = 6;
const SYLLABLES_LISTED = 5;

/** Words that name values of a list, each another one. */
function tryListed(lexicon: Lexicon, list: string): string[] {
  const random = createRandom(`names of ${list}`);
  const found = new Map<number, string>();
  for (let i = 0; i < LISTED_TRIES && found.size < MAX_LISTED; i++) {
    const word = Array.from({ length: SYLLABLES_LISTED }, () => random.pick(SYLLABLES)).join('');
    const value = findName(word, list, lexicon);
    if (value >= 0 && !found.has(value)) found.set(value, word);
  }
  return [...found.values()];
}
