import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import {
  fitConditionalLogit,
  type ChoiceSet,
} from '../../../../src/distill/train/choices/conditional-logit.ts';

/** Choices drawn by known weights: the Gumbel-max way to draw from a softmax. */
function simulate(weights: readonly number[], sets: number, seed: string): ChoiceSet[] {
  const random = createRandom(seed);
  const count = weights.length;
  return Array.from({ length: sets }, () => {
    const n = 2 + random.integer(8);
    const features = Float64Array.from({ length: n * count }, random.normal);
    const offset = Float64Array.from({ length: n }, () => 2 * random.normal());
    let chosen = 0;
    let best = -Infinity;
    for (let k = 0; k < n; k++) {
      let utility = offset[k]! - Math.log(-Math.log(random.next() + 1e-12));
      for (let j = 0; j < count; j++) utility += weights[j]! * features[k * count + j]!;
      if (utility > best) [best, chosen] = [utility, k];
    }
    return { features, offset, chosen };
  });
}

function likelihoodOf(sets: readonly ChoiceSet[], weights: ArrayLike<number>): number {
  let total = 0;
  for (const { features, offset, chosen } of sets) {
    const utility = [...offset].map((u, k) => {
      for (let j = 0; j < weights.length; j++) u += weights[j]! * features[k * weights.length + j]!;
      return u;
    });
    total += utility[chosen]! - Math.log(utility.reduce((sum, u) => sum + Math.exp(u), 0));
  }
  return total / sets.length;
}

describe('fitConditionalLogit', () => {
  const TRUE = [1.5, -0.8, 0, 0.3];

  it('recovers the weights that choices were drawn by', () => {
    const sets = simulate(TRUE, 3000, 'recover');
    const { weights, likelihood } = fitConditionalLogit(sets, 4, 1);
    for (const [j, want] of TRUE.entries()) {
      expect(Math.abs(weights[j]! - want)).toBeLessThan(0.12);
    }
    expect(likelihood).toBeCloseTo(likelihoodOf(sets, weights), 8);
    expect(likelihood).toBeGreaterThanOrEqual(likelihoodOf(sets, TRUE) - 1e-4);
  });

  it('stands at the top of its objective: the penalized gradient is zero', () => {
    const sets = simulate(TRUE, 200, 'top');
    const precision = 5;
    const { weights } = fitConditionalLogit(sets, 4, precision);
    const objective = (at: Float64Array): number =>
      sets.length * likelihoodOf(sets, at) -
      0.5 * precision * at.reduce((sum, w) => sum + w * w, 0);
    for (let j = 0; j < 4; j++) {
      const nudge = (by: number): number =>
        objective(weights.map((w, i) => (i === j ? w + by : w)));
      expect((nudge(1e-4) - nudge(-1e-4)) / 2e-4).toBeCloseTo(0, 2);
    }
  });

  it('holds the first weights at or above 0, and the others where that leaves them best', () => {
    const sets = simulate(TRUE, 800, 'bounded');
    const { weights, likelihood } = fitConditionalLogit(sets, 4, 1, 3);
    expect(weights[1]).toBe(0);
    for (const j of [0, 2]) expect(weights[j]).toBeGreaterThanOrEqual(0);
    // With its weight at 0 a feature might as well not be there.
    const without = sets.map((set) => ({
      ...set,
      features: set.features.map((value, i) => (i % 4 === 1 ? 0 : value)),
    }));
    const free = fitConditionalLogit(without, 4, 1);
    for (const j of [0, 3]) expect(weights[j]).toBeCloseTo(free.weights[j]!, 3);
    expect(likelihood).toBeCloseTo(free.likelihood, 4);
    const negative = fitConditionalLogit(simulate([0.2, -0.5], 300, 'free'), 2, 1, 1);
    expect(negative.weights[1]).toBeLessThan(-0.2);
  });

  it('shrinks with the precision, and stays finite where the data alone would not', () => {
    // The chosen one always has the feature: without a prior the weight would be infinite.
    const separable: ChoiceSet[] = Array.from({ length: 50 }, () => ({
      features: Float64Array.of(1, 0, 0),
      offset: new Float64Array(3),
      chosen: 0,
    }));
    const [loose, tight] = [0.1, 10].map(
      (precision) => fitConditionalLogit(separable, 1, precision).weights[0]!,
    );
    expect(loose).toBeGreaterThan(tight!);
    expect(tight).toBeGreaterThan(0.5);
    expect(loose).toBeLessThan(20);
  });

  it('is damped: a full first Newton step would overshoot', () => {
    // Nearly certain by the offsets, yet chosen otherwise: flat curvature, large gradient.
    const sets: ChoiceSet[] = Array.from({ length: 40 }, (_, i) => ({
      features: Float64Array.of(i % 2 === 0 ? 30 : -30, 0),
      offset: Float64Array.of(0, 12),
      chosen: i % 4 === 0 ? 1 : 0,
    }));
    const { weights, likelihood } = fitConditionalLogit(sets, 1, 1e-3);
    expect(Number.isFinite(weights[0])).toBe(true);
    expect(likelihood).toBeGreaterThanOrEqual(likelihoodOf(sets, [0]));
  });

  it('survives huge utilities, constant features and no choices at all', () => {
    const huge = simulate(TRUE, 50, 'huge').map((set) => ({
      ...set,
      offset: set.offset.map((u) => 1e4 * u),
    }));
    for (const w of fitConditionalLogit(huge, 4, 1).weights) expect(w).not.toBeNaN();
    const constant: ChoiceSet[] = [
      { features: Float64Array.of(7, 7), offset: new Float64Array(2), chosen: 1 },
    ];
    expect([...fitConditionalLogit(constant, 1, 1).weights]).toEqual([0]);
    expect(fitConditionalLogit([], 2, 1)).toEqual({
      weights: new Float64Array(2),
      deviations: Float64Array.of(1, 1),
      likelihood: 0,
    });
  });
});
