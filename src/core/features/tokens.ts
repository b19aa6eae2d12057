import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { collect } from './collect.ts';
import { createWordCutter, MAX_WORDS, type WordCutter } from './cut-words.ts';
import { readMonths, readNumber, readTime } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags, readText } from './read-text.ts';
import type { Field, Side } from './schema.ts';
import { addToken, reserveTokens, WHOLE, type TokenList } from './token-list.ts';

/** Weight of a whole word, tag, category, place or exact bin; a character n-gram weighs half of it. */
export const WHOLE_WEIGHT = 2;
export const GRAM_WEIGHT = 1;
const WHOLE_WORD = WHOLE | WHOLE_WEIGHT;

/** Most tokens of one field that enter the embedding: bounds the accumulators (see normalizeToInt8). */
export const MAX_TOKENS = 4096;

/** All text-like fields share one token space, so that a word means the same in a title and in a skill. */
const WORD_START = hashStart(2);
const GRAM_START = hashStart(3);
const TAG_START = hashStart(4);

const MIN_GRAM = 3;
const MAX_GRAM = 5;
const MAX_ITEMS = 64;
const MAX_CATEGORY_WORDS = 32;
const BOUNDARY = 0x23;
const BAR = 0x7c;

const NUMBER_BINS = 16;
/** Bins of time: log2 of the age in days would need the clock; years and quarters do not. */
const QUARTER_MS = 7_889_400_000;

/**
 * Reads the tokens of one field of one object into a list, in a fixed order; beyond {@link MAX_TOKENS} whole
 * ones alone. Holds buffers, so one caller at a time.
 *
 * @param list is emptied first
 * @param now milliseconds since 1970, for experience that is still going on
 */
export type TokenReader = (
  field: Field,
  side: Side,
  object: unknown,
  now: number,
  list: TokenList,
) => void;

/** Creates a {@link TokenReader}. */
export function createTokenReader(): TokenReader {
  const cutter = createWordCutter(WORD_START);
  return (field, side, object, now, list) => {
    list.count = 0;
    const paths = field.paths[side];
    if (paths.length === 0) return;
    const values = collect(object, paths);
    if (values.length === 0) return;
    switch (field.kind) {
      case 'text':
        return textTokens(cutter, field, values, list);
      case 'tags':
        return tagTokens(cutter, field, readTags(values), list);
      case 'category':
        return categoryTokens(cutter, field, values, list);
      case 'number':
        return numberTokens(field, numberOf(values, now), list);
      case 'place':
        return placeTokens(cutter, field, values, list);
      case 'time':
        return timeTokens(field, values, list);
    }
  };
}

/** The number among values: the first that reads as one, else the months that dated entries cover. */
export function numberOf(values: readonly unknown[], now: number): number | undefined {
  for (const value of values) {
    const number = readNumber(value);
    if (number !== undefined) return number;
  }
  return readMonths(values, now);
}

/** Each word, and its n-grams after it. */
function textTokens(
  cutter: WordCutter,
  field: Field,
  values: readonly unknown[],
  list: TokenList,
): void {
  let left = field.maxWords;
  for (let i = 0; i < values.length && left > 0; i++) {
    const words = cutter.cut(readText(values[i]), left);
    for (let w = 0; w < words; w++) {
      addToken(list, mix32(cutter.states[w]!), WHOLE_WORD);
      if (field.grams) gramTokens(cutter, w, list);
    }
    left -= words;
  }
}

/** Each tag as a whole, its words and their n-grams after it. */
function tagTokens(
  cutter: WordCutter,
  field: Field,
  tags: readonly string[],
  list: TokenList,
): void {
  let left = field.maxWords;
  for (let i = 0; i < tags.length && i < MAX_ITEMS && left > 0; i++) {
    const words = cutter.cut(tags[i]!, left);
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
  values: readonly unknown[],
  list: TokenList,
): void {
  for (let i = 0; i < values.length && i < MAX_ITEMS; i++) {
    const value = values[i];
    const text = typeof value === 'boolean' ? String(value) : readText(value);
    const local = /^https?:\/\//i.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
    const words = cutter.cut(local, MAX_CATEGORY_WORDS);
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
  values: readonly unknown[],
  list: TokenList,
): void {
  const start = hashStart(field.salt);
  const inside = hashStep(start, BAR);
  for (let i = 0; i < values.length && i < MAX_ITEMS; i++) {
    const place = readPlace(values[i]);
    if (place === undefined) continue;
    const localityWords = cutter.cut(place.locality, MAX_WORDS);
    const locality = hashWords(cutter, localityWords, start);
    const regionWords = cutter.cut(place.region, MAX_WORDS);
    if (localityWords > 0) {
      addToken(list, mix32(hashWords(cutter, regionWords, hashStep(locality, BAR))), WHOLE_WORD);
    }
    if (regionWords > 0) addToken(list, mix32(hashWords(cutter, regionWords, inside)), WHOLE_WORD);
    const countryWords = cutter.cut(place.country, MAX_WORDS);
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

/** The character n-grams of a word with a boundary mark at either end. */
function gramTokens(cutter: WordCutter, word: number, list: TokenList): void {
  if (list.count >= MAX_TOKENS) return;
  const { units } = cutter;
  const start = cutter.starts[word]!;
  const end = cutter.ends[word]!;
  reserveTokens(list, (MAX_GRAM - MIN_GRAM + 1) * (end - start));
  const { hashes, marks } = list;
  let count = list.count;
  for (let from = start - 1; from <= end - 2; from++) {
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
}

/** Where a number lies in its field's range: 0 … 1. */
export function numberPosition(field: Field, value: number): number {
  const clamped = Math.min(Math.max(value, field.min), field.max);
  return field.scale === 'log'
    ? logRatio(clamped / field.min) / logRatio(field.max / field.min)
    : (clamped - field.min) / (field.max - field.min);
}

/**
 * log2(x) for x ≥ 1, piecewise linear between powers of two: built of exact operations alone, since
 * Math.log may differ in its last bit from one engine to the next.
 */
function logRatio(x: number): number {
  let power = 0;
  let rest = x;
  while (rest >= 2) {
    rest /= 2;
    power++;
  }
  return power + (rest - 1);
}

/** Two neighbouring bins share the weight, so that near numbers get near codes. */
function numberTokens(field: Field, value: number | undefined, list: TokenList): void {
  if (value === undefined) return;
  const at = numberPosition(field, value) * (NUMBER_BINS - 1);
  const bin = Math.min(Math.floor(at), NUMBER_BINS - 2);
  const upper = Math.floor((at - bin) * 4 + 0.5);
  if (upper < 4) addToken(list, binHash(field, bin), 4 - upper);
  if (upper > 0) addToken(list, binHash(field, bin + 1), upper);
}

function binHash(field: Field, bin: number): number {
  return mix32(hashStep(hashStart(field.salt), bin));
}

function timeTokens(field: Field, values: readonly unknown[], list: TokenList): void {
  for (const value of values) {
    const time = readTime(value);
    if (time === undefined) continue;
    addToken(list, binHash(field, Math.floor(time / QUARTER_MS) & 0xffff), WHOLE_WORD);
    return;
  }
}
