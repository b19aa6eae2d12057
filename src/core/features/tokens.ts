import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { collect } from './collect.ts';
import { createWordCutter, MAX_WORDS, type WordCutter } from './cut-words.ts';
import { readMonths, readNumber, readTime } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags, readText } from './read-text.ts';
import type { Field, Side } from './schema.ts';

/** Weight of a whole word, tag, category, place or exact bin; a character n-gram weighs half of it. */
export const WHOLE_WEIGHT = 2;
export const GRAM_WEIGHT = 1;

/** Receives the tokens of a field. `hash` is an unsigned 32-bit integer. */
export interface TokenSink {
  /** A token that carries meaning as a whole: counts for embeddings and for match crosses. */
  whole(hash: number): void;
  /** A token that counts for embeddings only. */
  part(hash: number, weight: number): void;
}

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
 * Gives the tokens of one field of one object to a sink, in a fixed order. Holds buffers, so one caller at a
 * time.
 *
 * @param now milliseconds since 1970, for experience that is still going on
 */
export type TokenReader = (
  field: Field,
  side: Side,
  object: unknown,
  now: number,
  sink: TokenSink,
) => void;

/** Creates a {@link TokenReader}. */
export function createTokenReader(): TokenReader {
  const cutter = createWordCutter();
  return (field, side, object, now, sink) => {
    const paths = field.paths[side];
    if (paths.length === 0) return;
    const values = collect(object, paths);
    if (values.length === 0) return;
    switch (field.kind) {
      case 'text':
        return textTokens(cutter, field, values, sink);
      case 'tags':
        return tagTokens(cutter, field, readTags(values), sink);
      case 'category':
        return categoryTokens(cutter, field, values, sink);
      case 'number':
        return numberTokens(field, numberOf(values, now), sink);
      case 'place':
        return placeTokens(cutter, field, values, sink);
      case 'time':
        return timeTokens(field, values, sink);
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
  sink: TokenSink,
): void {
  let left = field.maxWords;
  for (let i = 0; i < values.length && left > 0; i++) {
    const words = cutter.cut(readText(values[i]), left);
    for (let w = 0; w < words; w++) {
      sink.whole(mix32(hashWord(cutter, w, WORD_START)));
      if (field.grams) gramTokens(cutter, w, sink);
    }
    left -= words;
  }
}

/** Each tag as a whole, its words and their n-grams after it. */
function tagTokens(
  cutter: WordCutter,
  field: Field,
  tags: readonly string[],
  sink: TokenSink,
): void {
  let left = field.maxWords;
  for (let i = 0; i < tags.length && i < MAX_ITEMS && left > 0; i++) {
    const words = cutter.cut(tags[i]!, left);
    if (words === 0) continue;
    sink.whole(mix32(hashWords(cutter, words, TAG_START)));
    for (let w = 0; w < words; w++) {
      sink.part(mix32(hashWord(cutter, w, WORD_START)), WHOLE_WEIGHT);
      if (field.grams) gramTokens(cutter, w, sink);
    }
    left -= words;
  }
}

/** A category by its letters and digits alone: FULL_TIME, "Full-time" and .../FullTime are one. */
function categoryTokens(
  cutter: WordCutter,
  field: Field,
  values: readonly unknown[],
  sink: TokenSink,
): void {
  for (let i = 0; i < values.length && i < MAX_ITEMS; i++) {
    const value = values[i];
    const text = typeof value === 'boolean' ? String(value) : readText(value);
    const local = /^https?:\/\//i.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
    const words = cutter.cut(local, MAX_CATEGORY_WORDS);
    if (words === 0) continue;
    let state = hashStart(field.salt);
    for (let w = 0; w < words; w++) state = hashWord(cutter, w, state);
    sink.whole(mix32(state));
  }
}

/** Places by their words, as tags are: "St. Louis " and "st louis" are one. */
function placeTokens(
  cutter: WordCutter,
  field: Field,
  values: readonly unknown[],
  sink: TokenSink,
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
      sink.whole(mix32(hashWords(cutter, regionWords, hashStep(locality, BAR))));
    }
    if (regionWords > 0) sink.whole(mix32(hashWords(cutter, regionWords, inside)));
    const countryWords = cutter.cut(place.country, MAX_WORDS);
    if (countryWords > 0) {
      sink.whole(mix32(hashWords(cutter, countryWords, hashStep(inside, BAR))));
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
function gramTokens(cutter: WordCutter, word: number, sink: TokenSink): void {
  const { units } = cutter;
  const start = cutter.starts[word]!;
  const end = cutter.ends[word]!;
  for (let from = start - 1; from <= end - 2; from++) {
    let gram = GRAM_START;
    const last = Math.min(from + MAX_GRAM - 1, end);
    for (let i = from; i <= last; i++) {
      gram = hashStep(gram, i < start || i === end ? BOUNDARY : units[i]!);
      if (i - from + 1 >= MIN_GRAM) sink.part(mix32(gram), GRAM_WEIGHT);
    }
  }
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
function numberTokens(field: Field, value: number | undefined, sink: TokenSink): void {
  if (value === undefined) return;
  const at = numberPosition(field, value) * (NUMBER_BINS - 1);
  const bin = Math.min(Math.floor(at), NUMBER_BINS - 2);
  const upper = Math.floor((at - bin) * 4 + 0.5);
  if (upper < 4) sink.part(binHash(field, bin), 4 - upper);
  if (upper > 0) sink.part(binHash(field, bin + 1), upper);
}

function binHash(field: Field, bin: number): number {
  return mix32(hashStep(hashStart(field.salt), bin));
}

function timeTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (const value of values) {
    const time = readTime(value);
    if (time === undefined) continue;
    sink.whole(binHash(field, Math.floor(time / QUARTER_MS) & 0xffff));
    return;
  }
}
