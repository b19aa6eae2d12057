import {
  FIELD_TEXTS,
  TERM_COMMON,
  TERM_COMMON_SHIFT,
  TERM_FIELDS,
  TERM_FIELD_COUNT,
  TERM_KEYS,
  TERM_SLOTS,
  TERM_TAKEN,
  TERM_WORDS,
  TEXT_ENDS,
  UNITS_START,
  UTF8,
} from '../layout';
import { CAPITAL, cut, JOINED, OPENS } from './cut-terms';
import { asWritten, has, isName, join } from './names';
import { startWords, wordsEnd } from './plain-words';

/** How many keys were taken, how many fit, and where they go. */
let taken: i32 = 0;
let slots: i32 = 0;
let keys: i32 = 0;

/**
 * Finds what the texts of the fields that are looked through name (core/terms), from the UTF-8 at UTF8. Their keys go
 * to TERM_KEYS.
 *
 * @param bytes how many there are
 * @returns how many keys are those of names, and 256 times how many there are; −1 where the host must do it
 */
export function terms(bytes: i32): i32 {
  if (!cutTexts(bytes)) return -1;
  taken = 0;
  slots = load<i32>(TERM_SLOTS);
  keys = load<i32>(TERM_KEYS);
  const hasRoom = findNames();
  const names = taken;
  if (hasRoom) {
    const common = load<i32>(TERM_COMMON);
    const shift = load<i32>(TERM_COMMON_SHIFT);
    for (let word = load<i32>(TERM_WORDS); word < wordsEnd; word += 8) {
      // Of more than one letter.
      if (load<u8>(word, 6) == 0 || has(common, shift, load<u32>(word))) continue;
      if (!take(load<u32>(word))) break;
    }
  }
  const bits = load<i32>(TERM_TAKEN);
  for (let i = 0; i < taken; i++) store<u8>(bits + (load<u16>(keys + (i << 1)) >> 3), 0);
  return names | (taken << 8);
}

/** Cuts the texts into words; returns false where a character must be folded first. */
function cutTexts(bytes: i32): bool {
  const ends = load<i32>(TEXT_ENDS);
  const units = load<i32>(UNITS_START);
  const utf8 = load<i32>(UTF8);
  const fieldTexts = load<i32>(FIELD_TEXTS);
  startWords(load<i32>(TERM_WORDS));
  // A place in the texts, in units, and how many bytes more there are up to it.
  let place = 0;
  let more = 0;
  for (let n = 0; n < load<i32>(TERM_FIELD_COUNT); n++) {
    const f = load<i32>(load<i32>(TERM_FIELDS) + (n << 2));
    let text = f == 0 ? 0 : load<i32>(fieldTexts + (f << 2) - 4);
    const last = load<i32>(fieldTexts + (f << 2));
    for (; text < last; text++) {
      const from = text == 0 ? 0 : (load<i32>(ends + (text << 2) - 4) - units) >> 1;
      const to = (load<i32>(ends + (text << 2)) - units) >> 1;
      if (from < place) place = more = 0;
      more = bytesBeyond(utf8, place, more, from);
      const start = utf8 + from + more;
      more = bytesBeyond(utf8, from, more, to);
      place = to;
      const end = utf8 + to + more;
      if (end > utf8 + bytes) return false;
      // A text ends where a mark is.
      const byte = load<u8>(end);
      store<u8>(end, 0);
      const isCut = cut(start, end);
      store<u8>(end, byte);
      if (!isCut) return false;
    }
  }
  return true;
}

/** How many bytes more than units there are up to a unit, from another one on. */
function bytesBeyond(utf8: i32, unit: i32, more: i32, to: i32): i32 {
  let at = utf8 + unit + more;
  for (; unit < to; unit++) {
    while (to - unit >= 16 && !i8x16.bitmask(v128.load(at))) {
      unit += 16;
      at += 16;
    }
    if (unit >= to) break;
    const lead: u32 = load<u8>(at);
    if (lead >= 0x80) {
      const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      // The last of these have two units.
      if (length == 4) unit++;
      more += length == 4 ? 2 : length - 1;
      at += length;
    } else at++;
  }
  return more;
}

/** Returns whether there is room for more. */
function findNames(): bool {
  let one: u32 = 0;
  let two: u32 = 0;
  let three: u32 = 0;
  let run = 0;
  const end = wordsEnd;
  for (let at = load<i32>(TERM_WORDS); at < end; at += 8) {
    const word = load<u32>(at);
    const names: i32 = load<u8>(at, 7);
    run = load<u8>(at, 5) == JOINED ? run + 1 : 1;
    if (names) {
      const written: i32 = load<u8>(at, 4);
      if (names & 1 && !take(word)) return false;
      if (names > 1 && !(written == CAPITAL && isSentenceStart(at, end))) {
        if (!take(asWritten(word, written))) return false;
      }
    }
    const four = run > 3 ? join(three, word) : 0;
    three = run > 2 ? join(two, word) : 0;
    two = run > 1 ? join(one, word) : 0;
    one = word;
    if (run > 1 && isName(two) && !take(two)) return false;
    if (run > 2 && isName(three) && !take(three)) return false;
    if (run > 3 && isName(four) && !take(four)) return false;
  }
  return true;
}

/** Of a word with a capital: whether it has it because a sentence goes on behind it. */
function isSentenceStart(at: i32, end: i32): bool {
  if (load<u8>(at, 5) != OPENS || load<u8>(at, 6) == 0 || at + 8 >= end) return false;
  return load<u8>(at, 13) == JOINED && load<u8>(at, 12) == 0;
}

/** Adds the key of a hash, once; returns whether there is room for more. */
function take(hash: u32): bool {
  const key: i32 = max(hash >> 16, 1);
  const at = load<i32>(TERM_TAKEN) + (key >> 3);
  const bit = 1 << (key & 7);
  if ((load<u8>(at) & bit) == 0) {
    store<u8>(at, load<u8>(at) | bit);
    store<u16>(keys + (taken++ << 1), key);
  }
  return taken < slots;
}
