import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from '../../../src/core/math/top-k.ts';

/** All indices, best first, by a stable sort. */
function order(scores: readonly number[]): number[] {
  const value = (i: number): number => (Number.isNaN(scores[i]) ? -Infinity : scores[i]!);
  return scores
    .map((_, i) => i)
    .sort((a, b) => (value(a) === value(b) ? a - b : value(b) > value(a) ? 1 : -1));
}

describe('topK', () => {
  const score = fc.oneof(
    fc.double(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(NaN, Infinity, -Infinity, -0, 0),
  );

  it('agrees with a full stable sort, for heaps and for sorts', () => {
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 200 }),
        fc.integer({ min: 0, max: 220 }),
        (list, k) => {
          expect(topK(list, k)).toEqual(order(list).slice(0, k));
          expect(topK(list, k % 8)).toEqual(order(list).slice(0, k % 8));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes any k', () => {
    const list = Float64Array.of(1, 3, 2);
    expect(topK(list, Infinity)).toEqual([1, 2, 0]);
    expect(topK(list, -1)).toEqual([]);
    expect(topK(list, NaN)).toEqual([]);
    expect(topK(list, 1.9)).toEqual([1]);
    expect(topK([], 3)).toEqual([]);
  });
});
