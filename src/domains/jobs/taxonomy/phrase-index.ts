import { splitWords, type Word } from './words.ts';

/** A phrase found among words: `words[from]` up to, not including, `words[to]`. */
export interface PhraseMatch<T> {
  value: T;
  /** The phrase as the index has it. */
  phrase: string;
  from: number;
  to: number;
}

/** Finds known phrases in split text. */
export interface PhraseIndex<T> {
  /** The longest phrase that starts at `words[from]`, or undefined. */
  longestAt(words: readonly Word[], from: number): PhraseMatch<T> | undefined;
  /** Every phrase that starts at `words[from]`, longest first. */
  allAt(words: readonly Word[], from: number): PhraseMatch<T>[];
}

const MAX_KEY_LENGTH = 64;

/** The key of a phrase: its word keys run together, so that "front-end", "front end" and "frontend" meet. */
export function phraseKey(phrase: string): string {
  return splitWords(phrase)
    .map((word) => word.key)
    .join('');
}

/** Creates an index of phrases. Where two have one key, the first stays. */
export function createPhraseIndex<T>(entries: Iterable<readonly [string, T]>): PhraseIndex<T> {
  const byKey = new Map<string, { phrase: string; value: T }>();
  // The first two letters tell cheaply that no phrase starts at a word.
  const starts = new Map<string, number>();
  for (const [phrase, value] of entries) {
    const key = phraseKey(phrase);
    if (!key || byKey.has(key)) continue;
    byKey.set(key, { phrase, value });
    const start = key.slice(0, 2);
    starts.set(start, Math.max(starts.get(start) ?? 0, key.length));
  }

  function allAt(words: readonly Word[], from: number): PhraseMatch<T>[] {
    const found: PhraseMatch<T>[] = [];
    const first = words[from];
    if (!first) return found;
    // A word of one letter ("c", "r") may open a longer phrase ("c programming").
    const maxLength =
      first.key.length === 1 ? MAX_KEY_LENGTH : (starts.get(first.key.slice(0, 2)) ?? 0);
    let key = '';
    for (let to = from; to < words.length; to++) {
      const word = words[to] as Word;
      if (to > from && word.breakBefore) break;
      key += word.key;
      if (key.length > maxLength) break;
      const hit = byKey.get(key);
      if (hit) found.push({ ...hit, from, to: to + 1 });
    }
    return found.reverse();
  }

  return { longestAt: (words, from) => allAt(words, from)[0], allAt };
}
