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
function mix(state: i32): u32 {
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

function addSingle(hash: u32): void {
  if (count++ >= TOKEN_LIMIT) return;
  store<i32>(singlesEnd, rowOf(hash));
  singlesEnd += 4;
}

function addWhole(hash: u32): void {
  addDouble(hash);
  store<u32>(wholesEnd, hash);
  wholesEnd += 4;
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

/** A token from the host; one of weight 3, say, counts as three of weight 1, but as one against the limit. */
function valueToken(token: i32): void {
  const hash = load<u32>(token);
  const mark = load<i32>(token, 4);
  if (mark & WHOLE) return addWhole(hash);
  for (let weight = mark; weight > 0; weight--) addSingle(hash);
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
      }
      if (grams && count < TOKEN_LIMIT) addGrams();
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

/** The character n-grams of the word with a boundary at either end, which is put into the text meanwhile. */
function addGrams(): void {
  const end = wordEnd;
  const after = load<u16>(end);
  store<u16>(wordStart - 2, BOUNDARY);
  store<u16>(end, BOUNDARY);
  for (let unit = wordStart - 2; unit <= end - 4; unit += 2) {
    let state = step(GRAM_START, load<u16>(unit));
    state = step(state, load<u16>(unit, 2));
    state = step(state, load<u16>(unit, 4));
    addSingle(mix(state));
    if (unit + 6 > end) continue;
    state = step(state, load<u16>(unit, 6));
    addSingle(mix(state));
    if (unit + 8 > end) continue;
    addSingle(mix(step(state, load<u16>(unit, 8))));
  }
  store<u16>(end, after);
}
