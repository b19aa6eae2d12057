/*
 * Cuts texts into words: core/features/cut-words. The units are folded, and those that are no part of a word
 * are 0, but for the + and # that may follow one.
 */

/** Where the next word is looked for, and where the text ends: addresses of UTF-16 units. */
let at: i32 = 0;
let stop: i32 = 0;
/** The word that was found, and its hash. */
export let wordStart: i32 = 0;
export let wordEnd: i32 = 0;
export let wordState: i32 = 0;

/** What the hash of a word starts from: hashStart(2). */
const WORD_START: i32 = 0x811c9dc5 ^ (2 * 0x9e3779b9);

/** A step of FNV-1a: core/math/hash. */
export function step(state: i32, unit: i32): i32 {
  return (state ^ unit) * 0x01000193;
}

export function openText(from: i32, to: i32): void {
  at = from;
  stop = to;
}

const PLUS: u32 = 43;
const HASH: u32 = 35;

/** Goes on to the next word of the text that was opened, if there is one. */
export function nextWord(): bool {
  let from = at;
  const end = stop;
  for (; ; from += 2) {
    if (from >= end) return false;
    if (load<u16>(from) > PLUS) break;
  }
  let to = from;
  let state = WORD_START;
  let before = state;
  let unit: u32 = load<u16>(to);
  do {
    before = state;
    state = step(state, unit);
    to += 2;
    if (to >= end) break;
    unit = load<u16>(to);
  } while (unit > PLUS);
  for (; to < end; to += 2) {
    unit = load<u16>(to);
    if (unit != PLUS && unit != HASH) break;
    before = state;
    state = step(state, unit);
  }
  at = to;
  // A plural s goes.
  if (to - from >= 8 && load<u16>(to - 2) == 115 && load<u16>(to - 4) != 115) {
    to -= 2;
    state = before;
  }
  wordStart = from;
  wordEnd = to;
  wordState = state;
  return true;
}

/** Hashes the word's units into a state. */
export function hashWord(state: i32): i32 {
  for (let unit = wordStart; unit < wordEnd; unit += 2) state = step(state, load<u16>(unit));
  return state;
}
