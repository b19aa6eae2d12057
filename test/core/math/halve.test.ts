import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halve } from '../../../src/core/math/halve.ts';

describe('halve', () => {
  it('is exact for whole halvings, and 0 where no double is left', () => {
    for (const x of [0, 1, 2, 10, 1022, 1074]) expect(halve(x)).toBe(0.5 ** x);
    for (const x of [1075, 1e9, Infinity, Number.NaN]) expect(halve(x)).toBe(0);
  });

  it('is 0.5 ** x to fifteen digits, and falls', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (x) => {
        expect(Math.abs(halve(x) / 0.5 ** x - 1)).toBeLessThan(1e-15);
        expect(halve(x + 0.01)).toBeLessThan(halve(x));
      }),
    );
  });
});
