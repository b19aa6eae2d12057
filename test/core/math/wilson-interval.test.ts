import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../src/core/math/wilson-interval.ts';

describe('wilsonInterval', () => {
  it.each([
    // Newcombe, Statistics in Medicine 1998, table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d', (right, n, low, high) => {
    const interval = wilsonInterval(right / n, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('says nothing of no trials', () => {
    expect(wilsonInterval(Number.NaN, 0)).toEqual({ low: Number.NaN, high: Number.NaN });
  });
});
