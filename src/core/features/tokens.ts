import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { collect } from './collect.ts';
import { readMonths, readNumber, readTime } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags, readText } from './read-text.ts';
import type { Field, Side } from './schema.ts';
import { foldText, wordEnd, wordStart, wordStop } from './words.ts';

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
const BAR = 0x7c;

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
  for (let i = 0; i < values.length && left > 0; i++) {
    const text = foldText(readText(values[i]));
    let at = wordStart(text, 0);
    for (; at < text.length && left > 0; left--) {
      const stop = wordStop(text, at);
      const end = wordEnd(text, at, stop);
      sink.whole(hashWord(text, at, end));
      if (field.grams) gramTokens(text, at, end, sink);
      at = wordStart(text, stop);
    }
  }
}

function hashWord(text: string, start: number, end: number): number {
  let state = hashStart(WORD_SALT);
  for (let i = start; i < end; i++) state = hashStep(state, text.charCodeAt(i));
  return mix32(state);
}

/** The character n-grams of a word with a boundary mark at either end. */
function gramTokens(text: string, start: number, end: number, sink: TokenSink): void {
  const empty = hashStart(GRAM_SALT);
  for (let from = start - 1; from <= end - 2; from++) {
    let gram = empty;
    const last = Math.min(from + MAX_GRAM - 1, end);
    for (let i = from; i <= last; i++) {
      gram = hashStep(gram, i < start || i === end ? BOUNDARY : text.charCodeAt(i));
      if (i - from + 1 >= MIN_GRAM) sink.part(mix32(gram), GRAM_WEIGHT);
    }
  }
}

/** The tag as a whole first, then its words and their n-grams. */
function tagTokens(field: Field, tags: readonly string[], sink: TokenSink): void {
  let left = field.maxWords;
  const count = Math.min(tags.length, MAX_TAGS);
  for (let i = 0; i < count && left > 0; i++) {
    const text = foldText(tags[i]!);
    const first = wordStart(text, 0);
    if (first === text.length) continue;
    let whole = hashStart(TAG_SALT);
    let words = 0;
    for (let at = first; at < text.length && words < left; words++) {
      const stop = wordStop(text, at);
      const end = wordEnd(text, at, stop);
      for (let u = at; u < end; u++) whole = hashStep(whole, text.charCodeAt(u));
      whole = hashStep(whole, BOUNDARY);
      at = wordStart(text, stop);
    }
    sink.whole(mix32(whole));
    left -= words;
    for (let at = first; words > 0; words--) {
      const stop = wordStop(text, at);
      const end = wordEnd(text, at, stop);
      sink.part(hashWord(text, at, end), WHOLE_WEIGHT);
      if (field.grams) gramTokens(text, at, end, sink);
      at = wordStart(text, stop);
    }
  }
}

const MAX_CATEGORY_WORDS = 32;

/** A category by its letters and digits alone: FULL_TIME, "Full-time" and .../FullTime are one. */
function categoryTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (let i = 0; i < values.length && i < MAX_TAGS; i++) {
    const raw = values[i];
    const text = foldText(typeof raw === 'boolean' ? String(raw) : readText(raw));
    const isAddress = text.startsWith('http://') || text.startsWith('https://');
    let at = wordStart(text, isAddress ? text.lastIndexOf('/') + 1 : 0);
    if (at === text.length) continue;
    let state = hashStart(field.salt);
    for (let words = 0; at < text.length && words < MAX_CATEGORY_WORDS; words++) {
      const stop = wordStop(text, at);
      const end = wordEnd(text, at, stop);
      for (; at < end; at++) state = hashStep(state, text.charCodeAt(at));
      at = wordStart(text, stop);
    }
    sink.whole(mix32(state));
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

/** Places by their words, as tags are: "St. Louis " and "st louis" are one. */
function placeTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (let i = 0; i < values.length && i < MAX_TAGS; i++) {
    const place = readPlace(values[i]);
    if (place === undefined) continue;
    const country = foldText(place.country);
    const region = foldText(place.region);
    const locality = foldText(place.locality);
    const start = hashStart(field.salt);
    const inside = hashStep(start, BAR);
    if (hasWord(locality)) {
      sink.whole(mix32(hashWords(hashStep(hashWords(start, locality), BAR), region)));
    }
    if (hasWord(region)) sink.whole(mix32(hashWords(inside, region)));
    if (hasWord(country)) sink.whole(mix32(hashWords(hashStep(inside, BAR), country)));
  }
}

function hasWord(text: string): boolean {
  return wordStart(text, 0) < text.length;
}

/** Each word of a text and a boundary mark after it. */
function hashWords(from: number, text: string): number {
  let state = from;
  for (let at = wordStart(text, 0); at < text.length;) {
    const stop = wordStop(text, at);
    const end = wordEnd(text, at, stop);
    for (; at < end; at++) state = hashStep(state, text.charCodeAt(at));
    state = hashStep(state, BOUNDARY);
    at = wordStart(text, stop);
  }
  return state;
}

function timeTokens(field: Field, values: readonly unknown[], sink: TokenSink): void {
  for (const value of values) {
    const time = readTime(value);
    if (time === undefined) continue;
    sink.whole(binHash(field, Math.floor(time / QUARTER_MS) & 0xffff));
    return;
  }
}
