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
  const length = LETTER_BITS * code.length;
  let at = 0;
  let letter = 0;
  const next = (): number => {
    const place = at % LETTER_BITS;
    if (place === 0) {
      const unit = code.charCodeAt(at / LETTER_BITS);
      letter = unit - FIRST_LETTER - (unit > BACKSLASH ? 1 : 0);
    }
    at++;
    return (letter >> (LETTER_BITS - 1 - place)) & 1;
  };
  for (let value = -1; ;) {
    let quotient = 0;
    while (at < length && next() === 1) quotient++;
    // Ones fill up the last letter.
    if (at + remainder > length) return set;
    let rest = 0;
    for (let i = 0; i < remainder; i++) rest = 2 * rest + next();
    value += 1 + quotient * 2 ** remainder + rest;
    set[value >> 3]! |= 1 << (value & 7);
  }
}

/** The code of values of `bits` bits, each once, in as few letters as a remainder of one length for all allows. */
export function writeTermSet(values: Iterable<number>, bits: number): TermSetSource {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.map((value, i) => value - (i === 0 ? -1 : sorted[i - 1]!) - 1);
  const sizeOf = (remainder: number): number =>
    gaps.reduce((sum, gap) => sum + Math.floor(gap / 2 ** remainder) + 1 + remainder, 0);
  let remainder = 1;
  while (remainder < bits && sizeOf(remainder + 1) < sizeOf(remainder)) remainder++;
  let code = '';
  let letter = 0;
  let filled = 0;
  const put = (bit: number): void => {
    letter = 2 * letter + bit;
    if (++filled < LETTER_BITS) return;
    const unit = FIRST_LETTER + letter;
    code += String.fromCharCode(unit < BACKSLASH ? unit : unit + 1);
    letter = filled = 0;
  };
  for (const gap of gaps) {
    for (let q = Math.floor(gap / 2 ** remainder); q > 0; q--) put(1);
    put(0);
    for (let i = remainder - 1; i >= 0; i--) put(Math.floor(gap / 2 ** i) & 1);
  }
  while (filled > 0) put(1);
  return [bits, remainder, code];
}
