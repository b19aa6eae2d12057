import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampInt8,
  MAX_ACCUMULATOR,
  MAX_MULTIPLIER,
  MAX_SHIFT,
  requantize,
  roundHalfUp,
  UNIT,
} from '../../../src/core/math/rounding.ts';
import { normalizeToInt8 } from '../../../src/core/math/normalize.ts';

/** ⌊(2·acc·multiplier + 2^shift) / 2^(shift+1)⌋: the definition, in unbounded integers. */
function requantizeExactly(acc: number, multiplier: number, shift: number): number {
  return Number(
    (BigInt(acc) * BigInt(multiplier) * 2n + (1n << BigInt(shift))) >> BigInt(shift + 1),
  );
}

describe('requantize', () => {
  const acc = fc.oneof(
    fc.integer({ min: -MAX_ACCUMULATOR, max: MAX_ACCUMULATOR }),
    fc.constantFrom(-MAX_ACCUMULATOR, MAX_ACCUMULATOR, -1, 0, 1),
  );

  it('rounds half up, as unbounded integers do', () => {
    fc.assert(
      fc.property(
        acc,
        fc.integer({ min: 0, max: MAX_MULTIPLIER }),
        fc.integer({ min: 1, max: MAX_SHIFT }),
        (a, multiplier, shift) => {
          expect(requantize(a, multiplier, shift)).toBe(
            requantizeExactly(a, multiplier, shift) + 0,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes every accumulator, multiplier and shift at its limits without leaving 32 bits', () => {
    for (const a of [-MAX_ACCUMULATOR, MAX_ACCUMULATOR]) {
      for (let shift = 1; shift <= MAX_SHIFT; shift++) {
        expect(requantize(a, MAX_MULTIPLIER, shift)).toBe(
          requantizeExactly(a, MAX_MULTIPLIER, shift),
        );
      }
    }
    const next = MAX_ACCUMULATOR * MAX_MULTIPLIER + 2 ** MAX_SHIFT;
    expect(next).toBeGreaterThan(2 ** 31 - 1); // one shift more would not fit
  });
});

describe('roundHalfUp', () => {
  it.each([
    [0.5, 1],
    [-0.5, 0],
    [-1.5, -1],
    [1.49, 1],
    [-1.51, -2],
  ])('%d → %d', (x, rounded) => expect(roundHalfUp(x) + 0).toBe(rounded));
});

describe('clampInt8', () => {
  it.each([
    [-1000, -127],
    [-128, -127],
    [-127, -127],
    [3, 3],
    [128, 127],
  ])('%d → %d', (x, clamped) => expect(clampInt8(x)).toBe(clamped));
});

describe('normalizeToInt8', () => {
  const vector = (limit: number, maxLength = 128): fc.Arbitrary<Int32Array> =>
    fc
      .array(fc.integer({ min: -limit, max: limit }), { minLength: 1, maxLength })
      .map((values) => Int32Array.from(values));
  const normalize = (input: Int32Array): Int8Array => {
    const output = new Int8Array(input.length).fill(99);
    normalizeToInt8(input, output);
    return output;
  };

  it('keeps the zero vector', () => {
    expect(normalize(new Int32Array(5))).toEqual(new Int8Array(5));
  });

  it('gives length UNIT within the rounding, where nothing saturates', () => {
    fc.assert(
      fc.property(vector(1000, 512), (input) => {
        const output = normalize(input);
        if (output.some((x) => Math.abs(x) === 127) || !input.some((x) => x !== 0)) return;
        const length = Math.hypot(...output);
        expect(Math.abs(length - UNIT)).toBeLessThanOrEqual(0.5 * Math.sqrt(input.length));
      }),
    );
  });

  it('saturates at ±127 and keeps signs', () => {
    fc.assert(
      fc.property(vector(2 ** 22 - 1), (input) => {
        for (const [d, x] of normalize(input).entries()) {
          expect(Math.abs(x)).toBeLessThanOrEqual(127);
          if (x !== 0) expect(Math.sign(x)).toBe(Math.sign(input[d]!));
        }
      }),
    );
    expect([...normalize(Int32Array.of(7))]).toEqual([127]);
    expect([...normalize(Int32Array.of(0, -7))]).toEqual([0, -127]);
  });

  it('does not change with the scale but by rounding', () => {
    fc.assert(
      fc.property(vector(5000), fc.integer({ min: 2, max: 800 }), (input, factor) => {
        const once = normalize(input);
        const scaled = normalize(input.map((x) => x * factor));
        for (const [d, x] of once.entries())
          expect(Math.abs(x - scaled[d]!)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('rounds exactly: the nearest integer, halves up', () => {
    fc.assert(
      fc.property(vector(2 ** 22 - 1), (input) => {
        let squares = 0n;
        for (const x of input) squares += BigInt(x) ** 2n;
        if (squares === 0n) return;
        // The sum of squares is exact in a double, so the scalar path may be repeated on it.
        const factor = UNIT / Math.sqrt(Number(squares));
        const output = normalize(input);
        for (const [d, x] of input.entries()) {
          expect(output[d]! + 0).toBe(clampInt8(Math.floor(x * factor + 0.5)) + 0);
        }
      }),
    );
  });
});
