/** Six bits a letter, from here on, without the backslash. */
const FIRST_LETTER = 40;
const BACKSLASH = 92;
const LETTER_BITS = 6;

/**
 * Calls `visit` for each number of a code of Golomb and Rice: of each, smallest first, what it is above the one before,
 * less 1; a quotient of ones and a zero, then the remainder.
 *
 * Source: R. F. Rice, "Some practical universal noiseless coding techniques" (1979).
 *
 * @param remainder how many bits the remainders are
 */
export function eachCoded(remainder: number, code: string, visit: (value: number) => void): void {
  const stream = unpackLetters(code);
  for (let value = -1, at = 0; ;) {
    let quotient = 0;
    while (stream[at] === 1) {
      quotient++;
      at++;
    }
    // Ones fill up the last letter.
    if (++at + remainder > stream.length) return;
    let rest = 0;
    for (const end = at + remainder; at < end; at++) rest = 2 * rest + stream[at]!;
    value += 1 + quotient * 2 ** remainder + rest;
    visit(value);
  }
}

/** A byte for each bit. */
function unpackLetters(code: string): Uint8Array {
  const stream = new Uint8Array(LETTER_BITS * code.length);
  for (let i = 0; i < stream.length; i++) {
    const letter = letterAt(code, Math.floor(i / LETTER_BITS));
    stream[i] = (letter >> (LETTER_BITS - 1 - (i % LETTER_BITS))) & 1;
  }
  return stream;
}

/** The six bits of a letter. */
export function letterAt(code: string, at: number): number {
  const unit = code.charCodeAt(at);
  return unit - FIRST_LETTER - (unit > BACKSLASH ? 1 : 0);
}

/** The letter of six bits. */
export function letterOf(bits: number): string {
  const unit = FIRST_LETTER + bits;
  return String.fromCharCode(unit < BACKSLASH ? unit : unit + 1);
}

function packLetters(stream: readonly number[]): string {
  let code = '';
  for (let at = 0; at < stream.length; at += LETTER_BITS) {
    let letter = 0;
    // Ones fill up the last letter.
    for (let i = at; i < at + LETTER_BITS; i++) letter = 2 * letter + (stream[i] ?? 1);
    code += letterOf(letter);
  }
  return code;
}

/**
 * The code of whole numbers from 0 on, ascending, each once, in as few letters as a remainder of one length for all
 * allows.
 *
 * @param bits of the largest number
 */
export function codeNumbers(
  sorted: readonly number[],
  bits: number,
): { remainder: number; code: string } {
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
  return { remainder, code: packLetters(stream) };
}
