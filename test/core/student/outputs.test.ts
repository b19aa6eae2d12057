import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutputs } from '../../../src/core/student/outputs.ts';

const STUDENT = {
  policyAt: 0,
  weights: [0.25, 0.75],
  outputScale: [0.01, 0.02],
  outputOffset: [1, -2],
  outputRange: [
    [0, 4],
    [0, 1],
  ],
} as const;

const values = new Float64Array(2);
const read = (outputs: readonly number[], weights?: readonly number[], cap?: number) => {
  const score = readOutputs(STUDENT, outputs, 0, values, weights, cap);
  return { score, policy: values[0]!, click: values[1]! };
};

describe('readOutputs', () => {
  it('adds up logits by the weights, the model’s or the host’s', () => {
    expect(read([100, 50]).score).toBe(0.25 * 2 + 0.75 * -1);
    expect(read([100, 50], [1, 0]).score).toBe(2);
    expect(read([100, 50], [0, 1]).score).toBe(-1);
  });

  it('gives a grade from 0 to 4 and a probability', () => {
    expect(read([-100, 100])).toMatchObject({ policy: 2, click: 0.5 });
    const [low, high] = [-(2 ** 31), 2 ** 31 - 1].map((x) => read([x, x]));
    expect([low!.policy, low!.click]).toEqual([0, 0]);
    expect([high!.policy, high!.click]).toEqual([4, 1]);
  });

  it('says what a low value is good of as it is: the chance falls as the logit rises', () => {
    const returned = { ...STUDENT, policyAt: -1, outputRange: [[1, 0]], weights: [1] } as const;
    const scores = [-200, 0, 300].map((x) => readOutputs(returned, [7, x], 1, values));
    expect(scores).toEqual([-1, 1, 4]);
    readOutputs(returned, [-100], 0, values);
    expect(values[0]).toBe(0.5);
    readOutputs(returned, [1000], 0, values);
    expect(values[0]).toBeLessThan(0.001);
  });

  it('keeps grade and score within a cap, and never raises either', () => {
    const int32 = fc.integer({ min: -2000, max: 2000 });
    const caps = fc.constantFrom(0, 1, 2, 3, 4);
    fc.assert(
      fc.property(int32, int32, caps, caps, (policy, click, a, b) => {
        const free = read([policy, click], [0.5, 0.5]);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [lower, higher] = [low, high].map((cap) => read([policy, click], [0.5, 0.5], cap));
        expect(lower!.policy).toBeLessThanOrEqual(low);
        expect(lower!.score).toBeLessThanOrEqual(higher!.score);
        expect(higher!.score).toBeLessThanOrEqual(free.score);
        expect(lower!.click).toBe(free.click);
        if (free.policy <= low) expect(lower).toEqual(free);
      }),
    );
  });
});
