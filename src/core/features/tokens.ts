import { hashStart, hashStep, hashString, mix32 } from '../math/hash.ts';
import { collect } from './collect.ts';
import { readMonths, readNumber, readTime } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags, readText } from './read-text.ts';
import type { Field, Side } from './schema.ts';
import { eachWord, foldText } from './words.ts';

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
const WORD_SALT = 2;
const GRAM_SALT = 3;
const TAG_SALT = 4;

const MIN_GRAM = 3;
const MAX_GRAM = 5;
const MAX_TAGS = 64;
const BOUNDARY = 0x23;

const NUMBER_BINS = 16;
/** Bins of time: log2 of the age in days would need the clock; years and quarters do not. */
const QUARTER_MS = 7_889_400_000;

/**
 * The tokens of one field of one object, in a fixed order.
 *
 * @param now milliseconds since 1970, for experience that is still going on
 */
export function fieldTokens(
  field: Field,
  side: Side,
  object: unknown,
  now: number,
  sink: TokenSink,
): void {
  const paths = field.paths[side];
  if (paths.length === 0) return;
  const values = collect(object, paths);
  if (values.length === 0) return;
  switch (field.kind) {
    case 'text':
      return textTokens(field, values, sink);
    case 'tags':
      return tagTokens(field, readTags(values), sink);
    case 'category':
      return categoryTokens(field, values, sink);
    case 'number':
      return numberTokens(field, numberOf(values, now), sink);
    case 'place':
      return placeTokens(field, values, sink);
    case 'time':
      return timeTokens(field, values, sink);
  }
}

/** The number among values: the first that reads as one, else the months that dated entries cover. */
export function numberOf(values: readonly unknown[], now: number): number | undefined {
  for (const value of values) {
    const number = readNumber(value);
    if (number !== undefined) return number;
  }
  return readMonths(values, now);
}

function textTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  let left = field.maxWords;
  for (const value of values) {
    if (left <= 0) return;
    const text = foldText(readText(value));
    eachWord(text, left, (start, end) => {
      wordTokens(text, start, end, field.grams, sink);
      left--;
    });
  }
}

/** The word itself, and its character n-grams with a boundary mark at either end. */
function wordTokens(
  text: string,
  start: number,
  end: number,
  grams: boolean,
  sink: TokenSink,
): void {
  let state = hashStart(WORD_SALT);
  for (let i = start; i < end; i++) state = hashStep(state, text.charCodeAt(i));
  sink.whole(mix32(state));
  if (!grams) return;
  for (let from = start - 1; from <= end - 2; from++) {
    let gram = hashStart(GRAM_SALT);
    const last = Math.min(from + MAX_GRAM - 1, end);
    for (let i = from; i <= last; i++) {
      gram = hashStep(gram, i < start || i === end ? BOUNDARY : text.charCodeAt(i));
      if (i - from + 1 >= MIN_GRAM) sink.part(mix32(gram), GRAM_WEIGHT);
    }
  }
}

function tagTokens(field: Field, tags: readonly string[], sink: TokenSink): void {
  let left = field.maxWords;
  const count = Math.min(tags.length, MAX_TAGS);
  for (let i = 0; i < count && left > 0; i++) {
    const text = foldText(tags[i] as string);
    let whole = hashStart(TAG_SALT);
    let words = 0;
    eachWord(text, left, (start, end) => {
      for (let at = start; at < end; at++) whole = hashStep(whole, text.charCodeAt(at));
      whole = hashStep(whole, BOUNDARY);
      words++;
    });
    if (words === 0) continue;
    left -= words;
    sink.whole(mix32(whole));
    eachWord(text, words, (start, end) => {
      let state = hashStart(WORD_SALT);
      for (let at = start; at < end; at++) state = hashStep(state, text.charCodeAt(at));
      sink.part(mix32(state), WHOLE_WEIGHT);
      if (field.grams) wordTokens(text, start, end, true, { whole: ignore, part: sink.part });
    });
  }
}

function ignore(): void {}

/** A category by its letters and digits alone: FULL_TIME, "Full-time" and .../FullTime are one. */
function categoryTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (let i = 0; i < values.length && i < MAX_TAGS; i++) {
    const raw = values[i];
    const text = foldText(typeof raw === 'boolean' ? String(raw) : readText(raw));
    const local = /^https?:\/\//.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
    let state = hashStart(field.salt);
    let units = 0;
    eachWord(local, 32, (start, end) => {
      for (let at = start; at < end; at++) state = hashStep(state, local.charCodeAt(at));
      units += end - start;
    });
    if (units > 0) sink.whole(mix32(state));
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

function placeTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (let i = 0; i < values.length && i < MAX_TAGS; i++) {
    const place = readPlace(values[i]);
    if (place === undefined) continue;
    const country = foldText(place.country);
    const region = foldText(place.region);
    const locality = foldText(place.locality);
    if (locality !== '') sink.whole(hashString(`${locality}|${region}`, field.salt));
    if (region !== '') sink.whole(hashString(`|${region}`, field.salt));
    if (country !== '') sink.whole(hashString(`||${country}`, field.salt));
  }
}

function timeTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (const value of values) {
    const time = readTime(value);
    if (time === undefined) continue;
    sink.whole(binHash(field, Math.floor(time / QUARTER_MS) & 0xffff));
    return;
  }
}
