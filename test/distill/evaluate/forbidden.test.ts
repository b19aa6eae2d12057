import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitScorer, putBehind } from '../../../src/distill/evaluate/behind.ts';
import { forbiddenAtK } from '../../../src/distill/evaluate/metrics/forbidden-at-k.ts';

const candidates = fc.array(
  fc.record({
    score: fc.double({ noNaN: true, min: -50, max: 50 }),
    cap: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('putBehind', () => {
  it('puts what is forbidden behind everything that is not; both keep their order', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const scores = Float64Array.from(list, ({ score }) => score);
        const caps = list.map(({ cap }) => cap);
        const after = putBehind(scores, caps);
        for (const [i, a] of list.entries()) {
          for (const [j, b] of list.entries()) {
            const isBehind = [a.cap <= 1, b.cap <= 1];
            if (isBehind[0] && !isBehind[1]) expect(after[i]!).toBeLessThan(after[j]!);
            if (isBehind[0] === isBehind[1] && scores[i]! > scores[j]! + 1e-9) {
              expect(after[i]!).toBeGreaterThan(after[j]!);
            }
          }
        }
      }),
    );
  });

  it('leaves scores alone where nothing is forbidden', () => {
    const scores = Float64Array.of(3, 1, 2);
    expect(putBehind(scores, [4, 2, 3])).toBe(scores);
  });
});

describe('forbiddenAtK', () => {
  it('counts what stands in the first k although others could', () => {
    expect(forbiddenAtK([5, 4, 3, 2], [0, 4, 4, 4], 2)).toBe(0.5);
    expect(forbiddenAtK([5, 4, 3, 2], [4, 4, 0, 1], 2)).toBe(0);
  });

  it('does not count what must fill the list', () => {
    expect(forbiddenAtK([5, 4, 3], [4, 0, 0], 3)).toBe(0);
    expect(forbiddenAtK([3, 5, 4], [4, 0, 0], 2)).toBe(0.5);
    expect(forbiddenAtK([], [], 10)).toBeNaN();
  });

  it('is 0 for whatever is put behind', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 1, max: 12 }), (list, k) => {
        const caps = list.map(({ cap }) => cap);
        const scores = putBehind(
          Float64Array.from(list, ({ score }) => score),
          caps,
        );
        expect(forbiddenAtK(scores, caps, k)).toBeCloseTo(0, 12);
      }),
    );
  });
});

describe('limitScorer', () => {
  it('asks the limits for the very candidates that are scored', async () => {
    const scorer = limitScorer(
      { score: (_, items) => Float64Array.from(items, (_item, i) => -i) },
      (_, items) => items.map(({ id }) => (id === 'a' ? 0 : 4)),
    );
    const scores = await scorer.score({}, [{ id: 'a' }, { id: 'b' }], []);
    expect(scores[1]!).toBeGreaterThan(scores[0]!);
  });
});
