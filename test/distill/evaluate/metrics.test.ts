import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../../src/distill/evaluate/metrics/auroc.ts';
import { averagePrecision } from '../../../src/distill/evaluate/metrics/average-precision.ts';
import { expectedCalibrationError } from '../../../src/distill/evaluate/metrics/ece.ts';
import { hitAtK } from '../../../src/distill/evaluate/metrics/hit-at-k.ts';
import { kendallTau } from '../../../src/distill/evaluate/metrics/kendall-tau.ts';
import { reciprocalRank } from '../../../src/distill/evaluate/metrics/mrr.ts';
import { ndcgAtK } from '../../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { poorMatchAtK } from '../../../src/distill/evaluate/metrics/poor-match-at-k.ts';
import { tieGroups } from '../../../src/distill/evaluate/metrics/tie-groups.ts';
import { topKOverlap } from '../../../src/distill/evaluate/metrics/top-k-overlap.ts';

/** All orders of 0 … n − 1. */
function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

/** The mean of `measure` over every order in which the items of equal score can stand, each as likely. */
function overAllTieOrders(
  scores: readonly number[],
  measure: (ranking: readonly number[]) => number,
): number {
  const orders = permutations(scores.length);
  let sum = 0;
  for (const order of orders) {
    const place = new Map(order.map((item, at) => [item, at]));
    const ranking = scores.map((_, i) => i);
    ranking.sort(
      (i, j) =>
        (scores[j] as number) - (scores[i] as number) ||
        (place.get(i) as number) - (place.get(j) as number),
    );
    sum += measure(ranking);
  }
  return sum / orders.length;
}

const score = fc.integer({ min: -1, max: 2 });
const gain = fc.constantFrom(0, 0, 1, 2, 3);
const items = fc.array(fc.tuple(score, gain), { minLength: 1, maxLength: 6 });
const cut = fc.integer({ min: 1, max: 7 });
const PRECISION = 10;

describe('ndcgAtK', () => {
  it('has the values worked out by hand', () => {
    // Ranks 1, 2, 3 with gains 0, 1, 2: (1/log2 3 + 2/log2 4) / (2 + 1/log2 3).
    expect(ndcgAtK([3, 2, 1], [0, 1, 2], 10)).toBeCloseTo((0.63093 + 1) / 2.63093, 4);
    expect(ndcgAtK([3, 2, 1], [0, 1, 2], 1)).toBe(0);
    expect(ndcgAtK([1, 2, 3], [0, 1, 2], 2)).toBe(1);
    expect(ndcgAtK([3, 2, 1], [0, 1, 2], 3, 'exponential')).toBeCloseTo(
      (0.63093 + 3 / 2) / (3 + 0.63093),
      4,
    );
    expect(ndcgAtK([1, 2], [0, 0], 10)).toBeNaN();
  });

  it('gives a constant score exactly what a random order gets on average', () => {
    // One relevant item of 100: (1/100) Σ 1/log2(rank + 1) over ten ranks.
    const gains = Array.from({ length: 100 }, (_, i) => (i === 0 ? 1 : 0));
    expect(
      ndcgAtK(
        gains.map(() => 0.5),
        gains,
        10,
      ),
    ).toBeCloseTo(0.045436, 6);
  });

  it('is the mean over all orders of the ties', () => {
    fc.assert(
      fc.property(items, cut, fc.constantFrom('linear', 'exponential'), (list, k, form) => {
        const scores = list.map(([s]) => s);
        const gains = list.map(([, g]) => g);
        const used = gains.map((g) => (form === 'linear' ? g : 2 ** g - 1));
        const dcg = (ranked: readonly number[]) =>
          ranked.slice(0, k).reduce((sum, g, i) => sum + g / Math.log2(i + 2), 0);
        const ideal = [...used];
        ideal.sort((a, b) => b - a);
        const expected = overAllTieOrders(
          scores,
          (ranking) => dcg(ranking.map((i) => used[i] as number)) / dcg(ideal),
        );
        const actual = ndcgAtK(scores, gains, k, form);
        if (dcg(ideal) === 0) expect(actual).toBeNaN();
        else expect(actual).toBeCloseTo(expected, PRECISION);
      }),
      { numRuns: 60 },
    );
  });
});

describe('averagePrecision', () => {
  it('has the values worked out by hand', () => {
    expect(averagePrecision([4, 3, 2, 1], [1, 0, 2, 0])).toBeCloseTo((1 + 2 / 3) / 2, PRECISION);
    expect(averagePrecision([4, 3, 2, 1], [0, 0, 1, 0])).toBeCloseTo(1 / 3, PRECISION);
    expect(averagePrecision([1, 1], [1, 1])).toBe(1);
    expect(averagePrecision([1], [0])).toBeNaN();
  });

  it('counts ties with the average over all their orders', () => {
    fc.assert(
      fc.property(items, (pairs) => {
        const scores = pairs.map(([s]) => s);
        const gains = pairs.map(([, g]) => g);
        const relevant = gains.filter((g) => g > 0).length;
        fc.pre(relevant > 0);
        const precision = overAllTieOrders(scores, (ranking) => {
          let found = 0;
          let sum = 0;
          for (const [at, item] of ranking.entries()) {
            if (gains[item]! > 0) sum += ++found / (at + 1);
          }
          return sum / relevant;
        });
        expect(averagePrecision(scores, gains)).toBeCloseTo(precision, PRECISION);
      }),
    );
  });
});

describe('reciprocalRank and hitAtK', () => {
  it('have the values worked out by hand', () => {
    expect(reciprocalRank([3, 2, 1], [0, 1, 1])).toBe(0.5);
    // Two tied, one relevant: rank 1 or 2.
    expect(reciprocalRank([1, 1], [1, 0])).toBe(0.75);
    expect(hitAtK([1, 1], [1, 0], 1)).toBe(0.5);
    expect(hitAtK([3, 2, 1], [0, 0, 1], 2)).toBe(0);
    expect(hitAtK([3, 2, 1], [0, 0, 1], 3)).toBe(1);
    expect(reciprocalRank([1], [0])).toBeNaN();
    expect(hitAtK([1], [0], 1)).toBeNaN();
  });

  it('are the means over all orders of the ties', () => {
    fc.assert(
      fc.property(items, cut, (list, k) => {
        const scores = list.map(([s]) => s);
        const gains = list.map(([, g]) => g);
        if (gains.every((g) => g === 0)) return;
        const first = (ranking: readonly number[]) =>
          1 + ranking.findIndex((i) => (gains[i] as number) > 0);
        const rr = overAllTieOrders(scores, (ranking) => 1 / first(ranking));
        const hit = overAllTieOrders(scores, (ranking) => (first(ranking) <= k ? 1 : 0));
        expect(reciprocalRank(scores, gains)).toBeCloseTo(rr, PRECISION);
        expect(hitAtK(scores, gains, k)).toBeCloseTo(hit, PRECISION);
      }),
      { numRuns: 60 },
    );
  });
});

describe('auroc', () => {
  it('counts pairs, ties for a half', () => {
    expect(auroc([0.9, 0.8, 0.3, 0.1], [1, 0, 1, 0])).toBe(0.75);
    expect(auroc([1, 1, 1], [1, 0, 0])).toBe(0.5);
    expect(auroc([1, 2], [1, 1])).toBeNaN();
    expect(auroc([], [])).toBeNaN();
  });

  it('agrees with counting every pair', () => {
    const many = fc.array(fc.tuple(score, fc.constantFrom(0, 1)), { minLength: 2, maxLength: 80 });
    fc.assert(
      fc.property(many, (list) => {
        let wins = 0;
        let pairs = 0;
        for (const [s, y] of list) {
          for (const [t, z] of list) {
            if (y !== 1 || z !== 0) continue;
            pairs++;
            wins += s > t ? 1 : s === t ? 0.5 : 0;
          }
        }
        const actual = auroc(
          list.map(([s]) => s),
          list.map(([, y]) => y),
        );
        if (pairs === 0) expect(actual).toBeNaN();
        else expect(actual).toBeCloseTo(wins / pairs, PRECISION);
      }),
    );
  });
});

describe('tieGroups', () => {
  it('finds the same groups by scanning and by sorting', () => {
    // 25 relevant items in place of 1 take the sorting path; the groups follow from the same scores.
    fc.assert(
      fc.property(fc.array(score, { minLength: 30, maxLength: 60 }), (scores) => {
        const few = scores.map((_, i) => (i < 3 ? 1 : 0));
        const all = scores.map(() => 1);
        const byScore = new Map(tieGroups(scores, all).map((group) => [group.above, group]));
        for (const { above, size } of tieGroups(scores, few)) {
          expect(byScore.get(above)?.size).toBe(size);
        }
      }),
    );
  });

  it('takes -0 and 0 for one score', () => {
    expect(tieGroups([-0, 0, 1], [1, 1, 0])).toEqual([{ above: 1, size: 2, relevant: 2, gain: 2 }]);
  });
});

describe('expectedCalibrationError', () => {
  it('has the values worked out by hand', () => {
    // Bins [0, .5) and [.5, 1]: |0.2 − 0.5| · 2/4 + |0.9 − 1| · 2/4.
    expect(expectedCalibrationError([0.1, 0.3, 0.8, 1], [0, 1, 1, 1], 2)).toBeCloseTo(0.2, 12);
    expect(expectedCalibrationError([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBe(0);
    expect(expectedCalibrationError([0, 1], [1, 0])).toBe(1);
    expect(expectedCalibrationError([], [])).toBeNaN();
  });

  it('refuses what is no probability', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => expectedCalibrationError([p], [1])).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
    }
  });
});

describe('kendallTau', () => {
  it('has published and hand-made values', () => {
    expect(kendallTau([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(kendallTau([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    // The example of scipy.stats.kendalltau.
    expect(kendallTau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.4714045207910316, 12);
    expect(kendallTau([1, 1], [1, 2])).toBeNaN();
  });

  it('agrees with counting every pair', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { maxLength: 40 }), (list) => {
        let difference = 0;
        let untiedA = 0;
        let untiedB = 0;
        for (let i = 0; i < list.length; i++) {
          for (let j = 0; j < i; j++) {
            const [a1, b1] = list[i] as [number, number];
            const [a2, b2] = list[j] as [number, number];
            const [a, b] = [Math.sign(a1 - a2), Math.sign(b1 - b2)];
            difference += a * b;
            untiedA += a * a;
            untiedB += b * b;
          }
        }
        const expected = difference / Math.sqrt(untiedA * untiedB);
        const actual = kendallTau(
          list.map(([a]) => a),
          list.map(([, b]) => b),
        );
        if (Number.isNaN(expected)) expect(actual).toBeNaN();
        else expect(actual).toBeCloseTo(expected, PRECISION);
      }),
    );
  });
});

describe('topKOverlap and poorMatchAtK', () => {
  it('have the values worked out by hand', () => {
    expect(topKOverlap([4, 3, 2, 1], [4, 1, 3, 2], 2)).toBe(0.5);
    expect(topKOverlap([1, 1, 1, 1], [0, 0, 0, 0], 2)).toBeCloseTo(1, 12);
    expect(topKOverlap([1, 2], [2, 1], 10)).toBe(1);
    // The first list takes a random 1 of 4, the second surely item 0.
    expect(topKOverlap([1, 1, 1, 1], [9, 0, 0, 0], 1)).toBe(0.25);
    expect(poorMatchAtK([3, 2, 1], (i) => i !== 1, 2)).toBe(0.5);
    expect(poorMatchAtK([3, 1, 1], (i) => i === 1, 2)).toBe(0.25);
    expect(poorMatchAtK([3, 1], (i) => i === 1, 10)).toBe(0.5);
    expect(topKOverlap([], [], 1)).toBeNaN();
    expect(poorMatchAtK([], () => true, 1)).toBeNaN();
  });

  it('are the means over all orders of the ties, one order for both lists', () => {
    const pairs = fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pairs, cut, (list, k) => {
        const a = list.map(([s]) => s);
        const b = list.map(([, s]) => s);
        const orders = permutations(list.length);
        let overlap = 0;
        let poor = 0;
        for (const order of orders) {
          const top = (scores: readonly number[]) => {
            const ranking = [...order];
            ranking.sort((i, j) => (scores[j] as number) - (scores[i] as number));
            return ranking.slice(0, k);
          };
          const inB = new Set(top(b));
          overlap += top(a).filter((i) => inB.has(i)).length;
          poor += top(a).filter((i) => (b[i] as number) > 0).length;
        }
        const size = Math.min(k, list.length);
        expect(topKOverlap(a, b, k)).toBeCloseTo(overlap / orders.length / size, PRECISION);
        const isPoor = (i: number): boolean => (b[i] as number) > 0;
        expect(poorMatchAtK(a, isPoor, k)).toBeCloseTo(poor / orders.length / size, PRECISION);
      }),
      { numRuns: 60 },
    );
  });

  it('stays a probability for thousands of ties', () => {
    const a = Array.from({ length: 5000 }, (_, i) => (i < 4000 ? 1 : 0));
    const b = Array.from({ length: 5000 }, (_, i) => (i >= 1000 ? 1 : 0));
    const overlap = topKOverlap(a, b, 10);
    expect(overlap).toBeGreaterThan(0.5);
    expect(overlap).toBeLessThan(1);
    expect(topKOverlap(a, a, 10)).toBeCloseTo(1, 9);
  });
});
