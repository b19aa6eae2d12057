import type { TermSetSource } from '../reading/lexicon-source.ts';

/** Six bits a letter, from here on, without the backslash. */
const FIRST_LETTER = 40;
const BACKSLASH = 92;
const LETTER_BITS = 6;

/**
 * A bit for each value of `bits` bits, set where the set has it. The code is that of Golomb and Rice: of each
 * value, smallest first, what it is above the one before, less 1; a quotient of ones and a zero, then the remainder.
 *
 * Source: R. F. Rice, "Some practical universal noiseless coding techniques" (1979).
 */
export function readTermSet([bits, remainder, code]: TermSetSource): Uint8Array {
  const set = new Uint8Array(2 ** bits / 8);
  const stream = unpackLetters(code);
  for (let value = -1, at = 0; ;) {
    let quotient = 0;
    while (stream[at] === 1) {
      quotient++;
      at++;
    }
    // Ones fill up the last letter.
    if (++at + remainder > stream.length) return set;
    let rest = 0;
    for (const end = at + remainder; at < end; at++) rest = 2 * rest + stream[at]!;
    value += 1 + quotient * 2 ** remainder + rest;
    set[value >> 3]! |= 1 << (value & 7);
  }
}

/** A byte for each bit. */
function unpackLetters(code: string): Uint8Array {
  const stream = new Uint8Array(LETTER_BITS * code.length);
  for (let i = 0; i < stream.length; i++) {
    const unit = code.charCodeAt(i / LETTER_BITS);
    const letter = unit - FIRST_LETTER - (unit > BACKSLASH ? 1 : 0);
    stream[i] = (letter >> (LETTER_BITS - 1 - (i % LETTER_BITS))) & 1;
  }
  return stream;
}

function packLetters(stream: readonly number[]): string {
  let code = '';
  for (let at = 0; at < stream.length; at += LETTER_BITS) {
    let letter = 0;
    // Ones fill up the last letter.
    for (let i = at; i < at + LETTER_BITS; i++) letter = 2 * letter + (stream[i] ?? 1);
    const unit = FIRST_LETTER + letter;
    code += String.fromCharCode(unit < BACKSLASH ? unit : unit + 1);
  }
  return code;
}

/** The code of values of `bits` bits, each once, in as few letters as a remainder of one length for all allows. */
export function writeTermSet(values: Iterable<number>, bits: number): TermSetSource {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.map((value, i) => value - (i === 0 ? -1 : sorted[i - 1]!) - 1);
  const sizeOf = (remainder: number): number =>
    gaps.reduce((sum, gap) => sum + Math.floor(gap / 2 ** remainder) + 1 + remainder, 0);
  let remainder = 1;
  while (remainder < bits && sizeOf(remainder + 1) < sizeOf(remainder)) remainder++;
  const stream: number[] = [];
  for (const gap of gaps) {
    for (let q = Math.floor(gap / 2 ** remainder); q > 0; q--) stream.push(1);
    stream.push(0);
    for (let i = remainder - 1; i >= 0; i--) stream.push(Math.floor(gap / 2 ** i) & 1);
  }
  return [bits, remainder, packLetters(stream)];
}
