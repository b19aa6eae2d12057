import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { createWordCutter, MAX_WORDS, type WordCutter } from './cut-words.ts';
import { PLACE_TEXTS, type Reading } from '../reading/reading.ts';
import type { Field } from './schema.ts';
import {
  addToken,
  OPENS_TEXT,
  reserveTokens,
  WHOLE_WEIGHT,
  WHOLE_WORD,
  type TokenList,
} from './token-list.ts';
import { BOUNDARY, MAX_CATEGORY_WORDS, TAG_START } from './token-hash.ts';
import { valueTokens } from './value-tokens.ts';

/** Most tokens of one field that enter the embedding: bounds the accumulators (see normalizeToInt8). */
export const MAX_TOKENS = 4096;
/** A character n-gram weighs half of what a whole word does. */
export const GRAM_WEIGHT = 1;

/** All text-like fields share one token space, so that a word means the same in a title and in a skill. */
const WORD_START = hashStart(2);
const GRAM_START = hashStart(3);

const MIN_GRAM = 3;
const MAX_GRAM = 5;
const BAR = 0x7c;
const FIRST_SIGN = 0x3041;

/**
 * Hashes what was read of one field into a list of tokens, in a fixed order; beyond {@link MAX_TOKENS} whole
 * ones alone. Holds buffers, so one caller at a time. The definition; the wasm engine's kernel does the same.
 *
 * @param f index of the field among those that were read
 * @param list is emptied first
 */
export type Tokenizer = (field: Field, f: number, reading: Reading, list: TokenList) => void;

/** Creates a {@link Tokenizer}. */
export function createTokenizer(): Tokenizer {
  const cutter = createWordCutter(WORD_START);
  return (field, f, reading, list) => {
    list.count = 0;
    const from = f === 0 ? 0 : reading.fieldEnds[f - 1]!;
    const to = reading.fieldEnds[f]!;
    switch (field.kind) {
      case 'text':
        return textTokens(cutter, field, reading, from, to, list);
      case 'tags':
        return tagTokens(cutter, field, reading, from, to, list);
      case 'category':
      case 'flag':
        return categoryTokens(cutter, field, reading, from, to, list);
      case 'place':
        return placeTokens(cutter, field, reading, from, to, list);
      default:
        return valueTokens(field, reading.values[f]!, list);
    }
  };
}

function textAt({ text, textEnds }: Reading, i: number): string {
  return text.slice(i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]!);
}

/** Each word, and its n-grams after it. */
function textTokens(
  cutter: WordCutter,
  field: Field,
  reading: Reading,
  from: number,
  to: number,
  list: TokenList,
): void {
  let left = field.maxWords;
  for (let i = from; i < to && left > 0; i++) {
    const words = cutter.cut(textAt(reading, i), left);
    for (let w = 0; w < words; w++) {
      addToken(list, mix32(cutter.states[w]!), w === 0 ? WHOLE_WORD | OPENS_TEXT : WHOLE_WORD);
      if (field.grams) gramTokens(cutter, w, list);
    }
    left -= words;
  }
}

/** Each tag as a whole, its words and their n-grams after it. */
function tagTokens(
  cutter: WordCutter,
  field: Field,
  reading: Reading,
  from: number,
  to: number,
  list: TokenList,
): void {
  let left = field.maxWords;
  for (let i = from; i < to && left > 0; i++) {
    const words = cutter.cut(textAt(reading, i), left);
    if (words === 0) continue;
    addToken(list, mix32(hashWords(cutter, words, TAG_START)), WHOLE_WORD);
    for (let w = 0; w < words; w++) {
      addToken(list, mix32(cutter.states[w]!), WHOLE_WEIGHT);
      if (field.grams) gramTokens(cutter, w, list);
    }
    left -= words;
  }
}

/** A category by its letters and digits alone: FULL_TIME, "Full-time" and .../FullTime are one. */
function categoryTokens(
  cutter: WordCutter,
  field: Field,
  reading: Reading,
  from: number,
  to: number,
  list: TokenList,
): void {
  for (let i = from; i < to; i++) {
    const words = cutter.cut(textAt(reading, i), MAX_CATEGORY_WORDS);
    if (words === 0) continue;
    let state = hashStart(field.salt);
    for (let w = 0; w < words; w++) state = hashWord(cutter, w, state);
    addToken(list, mix32(state), WHOLE_WORD);
  }
}

/** Places by their words, as tags are: "St. Louis " and "st louis" are one. */
function placeTokens(
  cutter: WordCutter,
  field: Field,
  reading: Reading,
  from: number,
  to: number,
  list: TokenList,
): void {
  const start = hashStart(field.salt);
  const inside = hashStep(start, BAR);
  for (let i = from; i < to; i += PLACE_TEXTS) {
    const localityWords = cutter.cut(textAt(reading, i), MAX_WORDS);
    const locality = hashWords(cutter, localityWords, start);
    const regionWords = cutter.cut(textAt(reading, i + 1), MAX_WORDS);
    if (localityWords > 0) {
      addToken(list, mix32(hashWords(cutter, regionWords, hashStep(locality, BAR))), WHOLE_WORD);
    }
    if (regionWords > 0) addToken(list, mix32(hashWords(cutter, regionWords, inside)), WHOLE_WORD);
    const countryWords = cutter.cut(textAt(reading, i + 2), MAX_WORDS);
    if (countryWords > 0) {
      addToken(list, mix32(hashWords(cutter, countryWords, hashStep(inside, BAR))), WHOLE_WORD);
    }
  }
}

function hashWord(cutter: WordCutter, word: number, from: number): number {
  const { units } = cutter;
  const end = cutter.ends[word]!;
  let state = from;
  for (let i = cutter.starts[word]!; i < end; i++) state = hashStep(state, units[i]!);
  return state;
}

/** The first `words` words, a boundary mark after each. */
function hashWords(cutter: WordCutter, words: number, from: number): number {
  let state = from;
  for (let w = 0; w < words; w++) state = hashStep(hashWord(cutter, w, state), BOUNDARY);
  return state;
}

/** The character n-grams of a word with a boundary mark at either end; of signs also one alone and two together. */
function gramTokens(cutter: WordCutter, word: number, list: TokenList): void {
  if (list.count >= MAX_TOKENS) return;
  const { units } = cutter;
  const start = cutter.starts[word]!;
  const end = cutter.ends[word]!;
  reserveTokens(list, (MAX_GRAM - MIN_GRAM + 3) * (end - start));
  const { hashes, marks } = list;
  let count = list.count;
  let hasSigns = false;
  for (let from = start - 1; from <= end - 2; from++) {
    if (from >= start && units[from]! >= FIRST_SIGN) hasSigns = true;
    let gram = GRAM_START;
    const last = Math.min(from + MAX_GRAM - 1, end);
    for (let i = from; i <= last; i++) {
      gram = hashStep(gram, i < start || i === end ? BOUNDARY : units[i]!);
      if (i - from + 1 < MIN_GRAM) continue;
      hashes[count] = mix32(gram);
      marks[count++] = GRAM_WEIGHT;
    }
  }
  list.count = count;
  if (hasSigns || units[end - 1]! >= FIRST_SIGN) signTokens(units, start, end, list);
}

/** Each sign of a word, and each with the sign after it. */
function signTokens(units: Uint16Array, start: number, end: number, list: TokenList): void {
  for (let i = start; i < end; i++) {
    if (!isSign(units[i]!)) continue;
    const one = hashStep(GRAM_START, units[i]!);
    addToken(list, mix32(one), GRAM_WEIGHT);
    if (i + 1 < end && isSign(units[i + 1]!)) {
      addToken(list, mix32(hashStep(one, units[i + 1]!)), GRAM_WEIGHT);
    }
  }
}

/** Whether a unit is kana, a CJK ideograph or a Hangul syllable: a few of them make a word. */
function isSign(unit: number): boolean {
  return (
    unit >= FIRST_SIGN &&
    (unit <= 0x30ff || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3))
  );
}
