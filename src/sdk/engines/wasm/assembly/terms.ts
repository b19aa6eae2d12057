import {
  COARSE_BITS,
  FAR_MARK,
  FIELD_TEXTS,
  TEXT_ENDS,
  UNITS_START,
  UTF8,
  MARK_BINDS,
  MARK_ENDS,
  MARK_DOT,
  MARK_SIGN,
  MARK_SPACES,
  TERM_CLASSES,
  TERM_COARSE,
  TERM_COMMON,
  TERM_COMMON_SHIFT,
  TERM_FIELDS,
  TERM_FIELD_COUNT,
  TERM_KEYS,
  TERM_NAMES,
  TERM_NAMES_SHIFT,
  TERM_SLOTS,
  TERM_TAKEN,
  TERM_WORDS,
} from '../layout';
import { mix } from './tokens';
import { step } from './words';

/** hashStart(5). */
const START: i32 = 0x811c9dc5 ^ (5 * 0x9e3779b9);
const JOINED: i32 = 0;
const APART: i32 = 1;
const OPENS: i32 = 2;
const CAPITAL: i32 = 1;
/** Above this a class is a letter or digit in lower case; above the second a letter. */
const NO_LETTER: i32 = 47;
const DIGITS: i32 = 57;
/** Set in every letter, in no digit. */
const LETTER_BIT: i32 = 0x40;

/** Of U+00A0 to U+00BF the marks that no fold changes, as bits: `¡` to `§`, `©`, `«` to `®`, `°`, `±`, `¶`, `·`, `»`, `¿`. */
const PLAIN_LATIN: u32 = 0x88c37afe;

/** Where the words end. */
let wordsEnd: i32 = 0;
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
  wordsEnd = load<i32>(TERM_WORDS);
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

/**
 * Writes the words of a text: of each its hash, then a byte each of how it is written, its gap, and whether it has
 * several letters. Returns false where a character must be folded first.
 */
function cut(at: i32, end: i32): bool {
  const classes = load<i32>(TERM_CLASSES);
  let gap = OPENS;
  /** How many marks stand before, the last of them and the one before that, and whether a sign ends the last word. */
  let marks = 2;
  let mark: i32 = 0;
  let markClass: i32 = 0;
  let isAfterDot = false;
  let isSigned = false;
  while (at < end) {
    let letter = letterAt(classes, at);
    while (letter <= NO_LETTER) {
      if (at >= end) return true;
      isAfterDot = markClass == MARK_DOT;
      mark = load<u8>(at);
      markClass = letter;
      if (letter == FAR_MARK) {
        const far = farMark(at);
        if (far < 0) return false;
        mark = far & 0xffff;
        markClass = (far >> 16) & 15;
        at += far >> 24;
      }
      at++;
      marks++;
      letter = letterAt(classes, at);
      if (markClass == MARK_ENDS || (markClass == MARK_DOT && letter <= NO_LETTER)) gap = OPENS;
      else if (markClass != MARK_SPACES && markClass != MARK_BINDS && markClass != MARK_DOT) {
        gap = max(gap, APART);
      }
    }
    const binds = markClass == MARK_BINDS || markClass == MARK_DOT;
    const isBehindWord = marks == 1 && !isSigned;
    let state = START;
    if (markClass == MARK_DOT && !isBehindWord && !isAfterDot) state = step(state, mark);
    let before = state;
    let size = 0;
    // Bits that tell letters from digits, and capitals from small letters.
    let kinds = 0;
    let changes = 0;
    const start = at;
    do {
      let byte: i32 = load<u8>(at);
      if (byte < 0x80) {
        // Most letters: nothing is called for them.
        do {
          kinds |= letter;
          changes |= letter ^ byte;
          before = state;
          state = step(state, letter);
          size++;
          byte = load<u8>(++at);
          letter = load<u8>(classes + byte);
        } while (letter > NO_LETTER);
        if (byte == 0xc3) letter = letterAt(classes, at);
      } else {
        kinds |= letter;
        changes |= letter ^ unitAt(at);
        before = state;
        state = step(state, letter);
        size++;
        at += 2;
        letter = letterAt(classes, at);
      }
    } while (letter > NO_LETTER);
    const several = (kinds & LETTER_BIT) != 0 && size > 1;
    const written = changes == 0 ? 0 : howWritten(classes, start, at);
    isSigned = letter == MARK_SIGN;
    while (letter == MARK_SIGN) {
      before = state;
      state = step(state, load<u8>(at));
      size++;
      letter = letterAt(classes, ++at);
    }
    if (size == 1) {
      if (binds && isBehindWord) state = step(step(START, mark), letterAt(classes, start));
      state = withBinding(state, at, letter, classes);
    } else if (size >= 4 && (load<u8>(at - 1) | 32) == 115 && (load<u8>(at - 2) | 32) != 115) {
      state = before;
    }
    const to = wordsEnd;
    store<u32>(to, mix(state));
    store<u8>(to, written, 4);
    store<u8>(to, gap, 5);
    store<u8>(to, several ? 1 : 0, 6);
    wordsEnd = to + 8;
    gap = JOINED;
    marks = 0;
    markClass = 0;
  }
  return true;
}

/** How a word that has capitals is written. */
function howWritten(classes: i32, from: i32, to: i32): i32 {
  const isCapital = letterAt(classes, from) != unitAt(from);
  let capitals = 0;
  let letters = 0;
  for (let at = from; at < to;) {
    const letter = letterAt(classes, at);
    const unit = unitAt(at);
    if (letter > DIGITS) letters++;
    if (letter != unit) capitals++;
    at += unit < 0x80 ? 1 : 2;
  }
  return capitals == 1 && isCapital ? CAPITAL : capitals == letters ? 2 : 3;
}

function classAt(classes: i32, at: i32): i32 {
  return load<u8>(classes + load<u8>(at));
}

/** The letter or digit in lower case, of ASCII or two bytes, else the class of the mark. */
function letterAt(classes: i32, at: i32): i32 {
  const letter = classAt(classes, at);
  if (letter != FAR_MARK || load<u8>(at) != 0xc3) return letter;
  const unit = unitAt(at);
  if (unit == 0xd7 || unit == 0xf7) return FAR_MARK;
  return unit < 0xdf ? unit | 0x20 : unit;
}

/** The unit of a character of ASCII or of U+00C0 to U+00FF. */
function unitAt(at: i32): i32 {
  const byte: i32 = load<u8>(at);
  return byte == 0xc3 ? 0xc0 | (load<u8>(at, 1) & 63) : byte;
}

/** A word of one letter with the mark behind it, where that binds it to another. */
function withBinding(state: i32, at: i32, letter: i32, classes: i32): i32 {
  let mark: i32 = load<u8>(at);
  let next = at + 1;
  if (letter == FAR_MARK) {
    const far = farMark(at);
    if (far < 0 || ((far >> 16) & 15) != MARK_BINDS) return state;
    mark = far & 0xffff;
    next += far >> 24;
  } else if (letter != MARK_BINDS && letter != MARK_DOT) return state;
  return letterAt(classes, next) > NO_LETTER ? step(state, mark) : state;
}

/**
 * A mark beyond ASCII that no fold changes: its unit, its class from bit 16 on, and from bit 24 on how many bytes it
 * has after the first. −1 for any other character.
 */
function farMark(at: i32): i32 {
  const lead = load<u8>(at);
  const second: i32 = load<u8>(at, 1);
  if (lead == 0xc2) {
    if (second == 0xa0) return 0xa0 | (MARK_SPACES << 16) | (1 << 24);
    const isPlain = second >= 0xa0 && (PLAIN_LATIN >> (second - 0xa0)) & 1;
    return isPlain ? second | (1 << 24) : -1;
  }
  if (lead == 0xc3) return unitAt(at) | (1 << 24);
  if (lead == 0xef && second == 0xbb && load<u8>(at, 2) == 0xbf) return 0xfeff | (2 << 24);
  if (lead != 0xe2) return -1;
  const unit: i32 = 0x2000 | ((second & 63) << 6) | (load<u8>(at, 2) & 63);
  if (unit >= 0x25a0 && unit < 0x2600) return unit | (2 << 24);
  let mark = 0;
  if (unit == 0x2026) mark = MARK_ENDS;
  else if (unit == 0x2010 || unit == 0x2019) mark = MARK_BINDS;
  else if (unit < 0x200b || unit > 0x2023 || unit == 0x2011 || unit == 0x2017) return -1;
  return unit | (mark << 16) | (2 << 24);
}

/** Returns whether there is room for more. */
function findNames(): bool {
  const coarse = load<i32>(TERM_COARSE);
  const names = load<i32>(TERM_NAMES);
  const shift = load<i32>(TERM_NAMES_SHIFT);
  let one: u32 = 0;
  let two: u32 = 0;
  let three: u32 = 0;
  let run = 0;
  const end = wordsEnd;
  for (let at = load<i32>(TERM_WORDS); at < end; at += 8) {
    const word = load<u32>(at);
    run = load<u8>(at, 5) == JOINED ? run + 1 : 1;
    if (isName(coarse, names, shift, word) && !take(word)) return false;
    const written: i32 = load<u8>(at, 4);
    if (written > 0 && !(written == CAPITAL && isSentenceStart(at, end))) {
      const name = mix(word ^ (written * 0x9e3779b9));
      if (isName(coarse, names, shift, name) && !take(name)) return false;
    }
    const four = run > 3 ? join(three, word) : 0;
    three = run > 2 ? join(two, word) : 0;
    two = run > 1 ? join(one, word) : 0;
    one = word;
    if (run > 1 && isName(coarse, names, shift, two) && !take(two)) return false;
    if (run > 2 && isName(coarse, names, shift, three) && !take(three)) return false;
    if (run > 3 && isName(coarse, names, shift, four) && !take(four)) return false;
  }
  return true;
}

/** Of a word with a capital: whether it has it because a sentence goes on behind it. */
function isSentenceStart(at: i32, end: i32): bool {
  if (load<u8>(at, 5) != OPENS || load<u8>(at, 6) == 0 || at + 8 >= end) return false;
  return load<u8>(at, 13) == JOINED && load<u8>(at, 12) == 0;
}

function join(name: u32, word: u32): u32 {
  return mix((name * 0x01000193) ^ word);
}

/** Whether a hash is one of names. */
function isName(coarse: i32, names: i32, shift: i32, hash: u32): bool {
  return has(coarse, 32 - COARSE_BITS, hash) && has(names, shift, hash);
}

function has(bits: i32, shift: i32, hash: u32): bool {
  const value = hash >> shift;
  return ((load<u8>(bits + (value >> 3)) >> (value & 7)) & 1) == 1;
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
