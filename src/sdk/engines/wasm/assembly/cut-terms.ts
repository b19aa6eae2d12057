import {
  FAR_MARK,
  MARK_BINDS,
  MARK_DOT,
  MARK_ENDS,
  MARK_SIGN,
  MARK_SPACES,
  TERM_CLASSES,
} from '../layout';
import { isPlainMark } from './fold';
import { addWord, plainWords } from './plain-words';
import { mix } from './tokens';
import { step } from './words';

/** hashStart(5). */
const START: i32 = 0x811c9dc5 ^ (5 * 0x9e3779b9);
/** How a word is written, and what stands before it: core/terms/cut-terms. */
export const CAPITAL: i32 = 1;
export const JOINED: i32 = 0;
export const OPENS: i32 = 2;
const APART: i32 = 1;
/** Above this a class is a letter or digit in lower case; above the second a letter. */
const NO_LETTER: i32 = 47;
const DIGITS: i32 = 57;
/** Set in every letter, in no digit. */
const LETTER_BIT: i32 = 0x40;

/**
 * Writes the words of a text: of each its hash, then a byte each of how it is written, its gap, and whether it has
 * several letters. Returns false where a character must be folded first.
 */
export function cut(at: i32, end: i32): bool {
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
    else {
      const next = plainWords(at, gap, binds);
      if (next > 0) {
        at = next;
        gap = JOINED;
        marks = 0;
        markClass = 0;
        isSigned = false;
        continue;
      }
    }
    let before = state;
    let size = 0;
    // Bits that tell letters from digits, and capitals from small letters.
    let kinds = 0;
    let changes = 0;
    const start = at;
    do {
      const unit = unitAt(at);
      kinds |= letter;
      changes |= letter ^ unit;
      before = state;
      state = step(state, letter);
      size++;
      at += unit < 0x80 ? 1 : 2;
      letter = letterAt(classes, at);
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
    addWord(mix(state), written, gap, several);
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
  const lead: i32 = load<u8>(at);
  if (lead < 0xc2 || lead >= 0xf0) return -1;
  let unit: i32 = load<u8>(at, 1) & 63;
  let more = 1;
  if (lead < 0xe0) unit |= (lead & 31) << 6;
  else {
    unit = ((lead & 15) << 12) | (unit << 6) | (load<u8>(at, 2) & 63);
    more = 2;
  }
  let mark = 0;
  if (unit == 0xa0) mark = MARK_SPACES;
  else if (unit == 0x2026) mark = MARK_ENDS;
  else if (unit == 0x2010 || unit == 0x2019) mark = MARK_BINDS;
  else if (unit == 0x2011 || (unit != 0xd7 && unit != 0xf7 && !isPlainMark(unit))) return -1;
  return unit | (mark << 16) | (more << 24);
}
