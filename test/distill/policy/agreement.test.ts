import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grade, GradeValue } from '../../../src/core/types.ts';
import { agreement, weightedKappa } from '../../../src/distill/policy/agreement.ts';

function grades(byProfile: Record<string, readonly number[]>, grader = 'a'): Grade[] {
  return Object.entries(byProfile).flatMap(([profileId, values]) =>
    values.map((grade, i) => ({ profileId, itemId: `j${i}`, grade: grade as GradeValue, grader })),
  );
}

describe('weightedKappa', () => {
  it('gives the values computed by hand', () => {
    // Three grades, ten items. Margins of the rows 5, 3, 2 and of the columns 4, 4, 2.
    const table = [
      [3, 1, 1],
      [1, 2, 0],
      [0, 1, 1],
    ];
    // Linear: observed 1·1 + 2·1 + 1·1 + 1·1 = 5; expected (5·4·1 + 5·2·2 + 3·4·1 + 3·2·1 + 2·4·2 + 2·4·1) / 10 = 8.2.
    expect(weightedKappa(table, 1)).toBeCloseTo(1 - 5 / 8.2, 12);
    // Quadratic: observed 1 + 4 + 1 + 1 = 7; expected (20 + 40 + 12 + 6 + 32 + 8) / 10 = 11.8.
    expect(weightedKappa(table, 2)).toBeCloseTo(1 - 7 / 11.8, 12);
  });

  it('is 1 for full agreement, 0 for independent margins, negative for reversal', () => {
    expect(
      weightedKappa(
        [
          [2, 0],
          [0, 2],
        ],
        2,
      ),
    ).toBe(1);
    expect(
      weightedKappa(
        [
          [1, 1],
          [1, 1],
        ],
        2,
      ),
    ).toBe(0);
    expect(
      weightedKappa(
        [
          [0, 2],
          [2, 0],
        ],
        1,
      ),
    ).toBe(-1);
    expect(
      weightedKappa(
        [
          [3, 0],
          [0, 0],
        ],
        1,
      ),
    ).toBe(1);
    expect(
      weightedKappa(
        [
          [0, 0],
          [0, 0],
        ],
        1,
      ),
    ).toBeNaN();
  });
});

describe('agreement', () => {
  it('compares the pairs that both graded', () => {
    const a = grades({ p: [4, 3, 0], q: [1, 2] });
    const b = grades({ p: [4, 2, 2], r: [4] }, 'b');
    const result = agreement(a, b);
    expect(result.pairs).toBe(3);
    expect(result.exact).toBeCloseTo(1 / 3);
    expect(result.withinOne).toBeCloseTo(2 / 3);
    expect(result.confusion[3]?.[2]).toBe(1);
  });

  it('computes NDCG per profile with ties by expectation', () => {
    // Gains of a: 15 and 0. b ties them, so each rank holds 7.5: (7.5 + 7.5 / log2 3) / 15.
    const tied = agreement(grades({ p: [4, 0] }), grades({ p: [2, 2] }, 'b'));
    expect(tied.ndcg).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12);
    const wrong = agreement(grades({ p: [4, 0] }), grades({ p: [0, 4] }, 'b'));
    expect(wrong.ndcg).toBeCloseTo(1 / Math.log2(3), 12);
    // A profile without any gain has no order to get right.
    expect(agreement(grades({ p: [0, 0] }), grades({ p: [1, 2] }, 'b')).ndcg).toBeNaN();
  });

  it('is symmetric in kappa and perfect with itself', () => {
    const table = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(table, table, (x, y) => {
        const [a, b] = [grades({ p: x }), grades({ p: y }, 'b')];
        expect(agreement(a, b).kappaQuadratic).toBeCloseTo(agreement(b, a).kappaQuadratic, 10);
        expect(agreement(a, a).kappaLinear).toBe(1);
        if (x.some((grade) => grade > 0)) expect(agreement(a, a).ndcg).toBeCloseTo(1, 12);
      }),
    );
  });

  it('has nothing to say about no pairs', () => {
    const empty = agreement([], []);
    expect(empty.pairs).toBe(0);
    expect(empty.kappaLinear).toBeNaN();
  });
});
