import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { expectedCalibrationError } from '../../../../src/distill/evaluate/metrics/ece.ts';
import {
  calibrateClicks,
  mapLogit,
} from '../../../../src/distill/train/calibrate/calibrate-clicks.ts';
import { fitPlatt } from '../../../../src/distill/train/calibrate/platt.ts';
import { isotonicRegression } from '../../../../src/distill/train/calibrate/isotonic.ts';

const row = fc.tuple(
  fc.double({ min: -5, max: 5, noNaN: true }),
  fc.double({ min: 0.1, max: 4, noNaN: true }),
);

/** The closed form: the largest of the least means (Robertson, Wright & Dykstra 1988, theorem 1.4.4). */
function maxMin(targets: number[], weights: number[]): number[] {
  const mean = (from: number, to: number): number => {
    let sum = 0;
    let weight = 0;
    for (let i = from; i <= to; i++) {
      sum += targets[i]! * weights[i]!;
      weight += weights[i]!;
    }
    return sum / weight;
  };
  const places = targets.map((_, i) => i);
  return places.map((i) =>
    Math.max(
      ...places
        .slice(0, i + 1)
        .map((from) => Math.min(...places.slice(i).map((to) => mean(from, to)))),
    ),
  );
}

describe('isotonicRegression', () => {
  it('is the max-min of the means, for any targets and weights', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const targets = rows.map(([target]) => target);
        const weights = rows.map(([, weight]) => weight);
        const fitted = isotonicRegression(targets, weights);
        for (const [i, want] of maxMin(targets, weights).entries()) {
          expect(fitted[i]).toBeCloseTo(want, 9);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves a rising sequence as it is, and pools a falling one', () => {
    expect([...isotonicRegression([1, 2, 3], [1, 1, 1])]).toEqual([1, 2, 3]);
    expect([...isotonicRegression([3, 2, 1], [1, 1, 2])]).toEqual([1.75, 1.75, 1.75]);
  });
});

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

/** Pairs whose true attraction is σ(0.5 x − 1), seen by position. */
function draw(count: number, seed: string) {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const logit = 2 * random.normal();
    const examined = random.pick([1, 0.6, 0.3]);
    const attraction = sigma(0.5 * logit - 1);
    return { logit, examined, attraction, clicked: random.next() < examined * attraction };
  });
}

describe('calibrateClicks', () => {
  it('recovers attraction behind examination', () => {
    const map = calibrateClicks(draw(20_000, 'fit'))!;
    const fresh = draw(20_000, 'fresh');
    const error = (probability: (logit: number) => number): number =>
      expectedCalibrationError(
        fresh.map(({ logit, examined }) => examined * probability(logit)),
        fresh.map(({ clicked }) => Number(clicked)),
      );
    expect(error(sigma)).toBeGreaterThan(0.1);
    expect(error((logit) => sigma(mapLogit(map, logit)))).toBeLessThan(0.012);
    for (const logit of [-3, -1, 0, 1, 3]) {
      expect(Math.abs(sigma(mapLogit(map, logit)) - sigma(0.5 * logit - 1))).toBeLessThan(0.05);
    }
  });

  it('never turns an order round, and ties nothing', () => {
    const map = calibrateClicks(draw(3000, 'order'))!;
    const logits = Array.from({ length: 400 }, (_, i) => (i - 200) / 20);
    const mapped = logits.map((logit) => mapLogit(map, logit));
    for (let i = 1; i < mapped.length; i++) expect(mapped[i]).toBeGreaterThan(mapped[i - 1]!);
  });

  it('calibrates nothing on a handful of clicks', () => {
    expect(calibrateClicks(draw(100, 'few'))).toBeUndefined();
    expect(calibrateClicks([])).toBeUndefined();
  });
});

describe('fitPlatt', () => {
  it('recovers an affine truth behind examination', () => {
    const { scale, offset } = fitPlatt(draw(40_000, 'platt'))!;
    expect(scale).toBeCloseTo(0.5, 1);
    expect(offset).toBeCloseTo(-1, 1);
  });

  it('leaves logits that it cannot learn from, or that point the wrong way', () => {
    expect(fitPlatt([])).toBeUndefined();
    expect(fitPlatt(draw(100, 'few'))).toBeUndefined();
    const turned = draw(4000, 'turned').map((pair) => ({ ...pair, logit: -pair.logit }));
    expect(fitPlatt(turned)).toBeUndefined();
    const constant = draw(4000, 'constant').map((pair) => ({ ...pair, logit: 1 }));
    const fitted = fitPlatt(constant);
    if (fitted) expect(Number.isFinite(fitted.scale)).toBe(true);
  });
});
