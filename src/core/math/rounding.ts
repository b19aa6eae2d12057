/**
 * THE rounding rule: to the nearest integer, halves up. In real numbers `floor(x + 1/2)`; every other
 * rounding of this package is this one.
 */
export function roundHalfUp(x: number): number {
  return Math.floor(x + 0.5);
}

/** The nearest value in [−127, 127]. −128 is never used, so that negation is exact. */
export function clampInt8(x: number): number {
  return x > 127 ? 127 : x < -127 ? -127 : x;
}

/** The largest |accumulator| that {@link requantize} takes: 2^23 − 1. */
export const MAX_ACCUMULATOR = 0x7fffff;

/** The largest multiplier that {@link requantize} takes. */
export const MAX_MULTIPLIER = 255;

/**
 * The largest shift with which {@link requantize} takes every accumulator and multiplier; a larger one, up
 * to 30, where the rounded product still fits 32 bits.
 */
export const MAX_SHIFT = 24;

/**
 * THE requantization rule: `round(acc · multiplier / 2^shift)`, halves up, in 32-bit integers alone, so
 * that plain JavaScript, wasm SIMD and WGSL agree to the bit without any rule about floating point.
 *
 * @param acc an integer, |acc| ≤ {@link MAX_ACCUMULATOR}
 * @param multiplier an integer in [0, {@link MAX_MULTIPLIER}]
 * @param shift an integer in [1, {@link MAX_SHIFT}]
 * @returns an integer; the caller clamps it.
 */
export function requantize(acc: number, multiplier: number, shift: number): number {
  return (acc * multiplier + (1 << (shift - 1))) >> shift;
}

/** What length 1 is in an int8 unit vector: see {@link normalizeToInt8}. */
export const UNIT = 256;

/** How many units of a tower's output make one of its input. */
export const RESIDUAL = 16;
