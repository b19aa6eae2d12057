import { clampInt8, UNIT } from './rounding.ts';

/**
 * Scales an integer vector to length {@link UNIT} and rounds each component to int8; a component beyond
 * ±127 (half of the length) saturates, and the zero vector stays zero.
 *
 * Only IEEE 754 double addition, multiplication, division and square root are used, each correctly rounded
 * everywhere, in this order; the sum of squares is exact below 2^53.
 *
 * @param input integers with |x| < 2^22, at most 512 of them
 * @param output receives `input.length` integers in [−127, 127]
 */
export function normalizeToInt8(input: Int32Array, output: Int8Array): void {
  let squares = 0;
  for (let d = 0; d < input.length; d++) {
    const x = input[d] as number;
    squares += x * x;
  }
  if (squares === 0) {
    output.fill(0);
    return;
  }
  const factor = UNIT / Math.sqrt(squares);
  for (let d = 0; d < input.length; d++) {
    output[d] = clampInt8(Math.floor((input[d] as number) * factor + 0.5));
  }
}
