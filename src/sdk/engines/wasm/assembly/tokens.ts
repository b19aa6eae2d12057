import {
  CATEGORY,
  DOUBLES,
  FIELD_GRAMS,
  FIELD_KIND,
  FIELD_START,
  FIELD_WORDS,
  PLACE,
  ROW_BYTES,
  SINGLES,
  TABLE,
  TABLE_ROWS,
  TAGS,
  TEXT_ENDS,
  TOKEN_LIMIT,
  UNITS_START,
  VALUE,
} from '../layout';
import { hashWord, nextWord, openText, step, wordEnd, wordStart, wordState } from './words';

/*
 * The tokens of a field: core/features/tokens. Those that enter the embedding become addresses of table rows,
 * in two lists by weight; whole ones are kept as hashes too.
 */

/** hashStart(3) and hashStart(4). */
const GRAM_START: i32 = 0x811c9dc5 ^ (3 * 0x9e3779b9);
const TAG_START: i32 = 0x811c9dc5 ^ (4 * 0x9e3779b9);
const BOUNDARY: i32 = 0x23;
const BAR: i32 = 0x7c;
const MAX_CATEGORY_WORDS: i32 = 32;
const MAX_WORDS: i32 = 512;
/** Set in the mark of a whole token. */
const WHOLE: i32 = 0x80;

/** Tokens of the field so far, and the ends of its lists. */
let count: i32 = 0;
export let singlesEnd: i32 = 0;
export let doublesEnd: i32 = 0;
/** The end of the whole tokens of all fields so far. */
let wholesEnd: i32 = 0;
/** Words that {@link chain} has found. */
let words: i32 = 0;

/** The finalizer of MurmurHash3: core/math/hash. */
export function mix(state: i32): u32 {
  let h: u32 = state;
  h = (h ^ (h >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

function rowOf(hash: u32): i32 {
  return load<i32>(TABLE) + ((hash % load<u32>(TABLE_ROWS)) as i32) * load<i32>(ROW_BYTES);
}

function addDouble(hash: u32): void {
  if (count++ >= TOKEN_LIMIT) return;
  store<i32>(doublesEnd, rowOf(hash));
  doublesEnd += 4;
}

function addWhole(hash: u32): void {
  addDouble(hash);
  store<u64>(wholesEnd, hash);
  wholesEnd += 8;
}

function open(text: i32): void {
  const ends = load<i32>(TEXT_ENDS) + (text << 2);
  openText(text == 0 ? load<i32>(UNITS_START) : load<i32>(ends - 4), load<i32>(ends));
}

/** Lists the tokens of a field whose texts are those from `text` to `end`; returns where whole ones end. */
export function listTokens(field: i32, values: i32, text: i32, end: i32, wholes: i32): i32 {
  count = 0;
  singlesEnd = load<i32>(SINGLES);
  doublesEnd = load<i32>(DOUBLES);
  wholesEnd = wholes;
  const kind = load<i32>(field, FIELD_KIND);
  const start = load<i32>(field, FIELD_START);
  if (kind == VALUE) {
    valueToken(values);
    valueToken(values + 8);
  } else if (kind == CATEGORY) {
    for (; text < end; text++) {
      const state = chain(text, start, MAX_CATEGORY_WORDS, false);
      if (words > 0) addWhole(mix(state));
    }
  } else if (kind == PLACE) {
    for (; text < end; text += 3) place(text, start);
  } else {
    wordTokens(kind == TAGS, field, text, end);
  }
  return wholesEnd;
}

/** A token from the host; one of weight 3, say, is listed as three of weight 1. */
function valueToken(token: i32): void {
  const hash = load<u32>(token);
  const mark = load<i32>(token, 4);
  if (mark & WHOLE) return addWhole(hash);
  for (let weight = mark; weight > 0; weight--) {
    store<i32>(singlesEnd, rowOf(hash));
    singlesEnd += 4;
  }
}

/** Texts and tags: each word, its n-grams after it; a tag as a whole stands before its words. */
function wordTokens(isTags: bool, field: i32, text: i32, end: i32): void {
  const grams = load<i32>(field, FIELD_GRAMS);
  let left = load<i32>(field, FIELD_WORDS);
  for (; text < end && left > 0; text++) {
    open(text);
    let tag = 0;
    let row = 0;
    let state = TAG_START;
    let isFirst = true;
    while (left > 0 && nextWord()) {
      left--;
      const hash = mix(wordState);
      if (isTags) {
        if (tag == 0) {
          // Its place is taken now, its hash is known at the end.
          tag = wholesEnd;
          row = doublesEnd;
          addWhole(0);
        }
        state = step(hashWord(state), BOUNDARY);
        addDouble(hash);
      } else {
        addWhole(hash);
        store<u32>(wholesEnd - 4, isFirst);
        isFirst = false;
      }
      if (grams && count < TOKEN_LIMIT) {
        addGrams();
        addSigns();
      }
    }
    if (tag != 0) {
      const hash = mix(state);
      store<u32>(tag, hash);
      // Beyond the limit nothing follows that this could overwrite.
      store<i32>(row, rowOf(hash));
    }
  }
}

/** Places by their words: locality with region, region, country. */
function place(text: i32, start: i32): void {
  const inside = step(start, BAR);
  const locality = chain(text, start, MAX_WORDS, true);
  if (words > 0) addWhole(mix(chain(text + 1, step(locality, BAR), MAX_WORDS, true)));
  const region = chain(text + 1, inside, MAX_WORDS, true);
  if (words > 0) addWhole(mix(region));
  const country = chain(text + 2, step(inside, BAR), MAX_WORDS, true);
  if (words > 0) addWhole(mix(country));
}

/** Hashes the words of a text into a state, if `isMarked` with a boundary after each, and counts them. */
function chain(text: i32, from: i32, limit: i32, isMarked: bool): i32 {
  let state = from;
  words = 0;
  open(text);
  while (words < limit && nextWord()) {
    words++;
    state = hashWord(state);
    if (isMarked) state = step(state, BOUNDARY);
  }
  return state;
}

/**
 * The character n-grams of the word with a boundary at either end, which is put into the text meanwhile: 3, 4
 * and 5 units long from each place, four places at a time.
 */
function addGrams(): void {
  const end = wordEnd;
  const first = wordStart - 2;
  const length = (end - wordStart) >> 1;
  const most = max(1, 3 * length - 3);
  // In the order of places, as many as are left.
  const left = TOKEN_LIMIT - count;
  count += most;
  const after = load<u16>(end);
  store<u16>(first, BOUNDARY);
  store<u16>(end, BOUNDARY);
  const threes = left < most ? (left + 2) / 3 : length;
  const fours = left < most ? (left + 1) / 3 : length - 1;
  const fives = left < most ? left / 3 : length - 2;
  for (let i = 0; i < threes; i += 4) {
    const unit = first + (i << 1);
    let state = stepAll(i32x4.splat(GRAM_START), unit);
    state = stepAll(state, unit + 2);
    state = stepAll(state, unit + 4);
    addSome(state, threes - i);
    state = stepAll(state, unit + 6);
    addSome(state, fours - i);
    state = stepAll(state, unit + 8);
    addSome(state, fives - i);
  }
  store<u16>(end, after);
}

/** Each sign of the word, and each with the sign after it. */
function addSigns(): void {
  for (let unit = wordStart; unit < wordEnd; unit += 2) {
    const sign = load<u16>(unit);
    if (!isSign(sign)) continue;
    const one = step(GRAM_START, sign);
    addSingle(mix(one));
    const next: u32 = unit + 2 < wordEnd ? load<u16>(unit + 2) : 0;
    if (isSign(next)) addSingle(mix(step(one, next)));
  }
}

/** Kana, CJK ideographs and Hangul syllables. */
function isSign(unit: u32): bool {
  if (unit < 0x3041) return false;
  return unit <= 0x30ff || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3);
}

function addSingle(hash: u32): void {
  if (count++ >= TOKEN_LIMIT) return;
  store<i32>(singlesEnd, rowOf(hash));
  singlesEnd += 4;
}

function stepAll(states: v128, unit: i32): v128 {
  const units = v128.load_ext<u16>(unit);
  return i32x4.mul(v128.xor(states, units), i32x4.splat(0x01000193));
}

/** Adds the first `many` of four tokens. */
function addSome(states: v128, many: i32): void {
  let h = states;
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  // The remainder by the number of rows.
  const rows = load<u32>(TABLE_ROWS);
  const inverse = f64x2.splat(1 / (rows as f64));
  const exponents = i32x4.splat(0x43300000);
  const quotients = v128.shuffle<i32>(
    quotient(v128.shuffle<i32>(h, exponents, 0, 4, 1, 4), inverse),
    quotient(v128.shuffle<i32>(h, exponents, 2, 4, 3, 4), inverse),
    0,
    2,
    4,
    6,
  );
  h = i32x4.sub(h, i32x4.mul(quotients, i32x4.splat(rows)));
  h = i32x4.mul(h, v128.load_splat<u32>(ROW_BYTES));
  v128.store(singlesEnd, i32x4.add(h, v128.load_splat<u32>(TABLE)));
  singlesEnd += max(0, min(4, many)) << 2;
}

/**
 * In the lower halves floor(h / rows), of two doubles 2^52 + h. Exact for any h and rows below 2^32: a half is
 * added first, so that the quotient is farther from an integer than its error.
 */
function quotient(h: v128, inverse: v128): v128 {
  const half = f64x2.sub(h, f64x2.splat(4503599627370495.5));
  const exact = f64x2.sub(f64x2.mul(half, inverse), f64x2.splat(0.5));
  return f64x2.add(exact, f64x2.splat(6755399441055744));
}
