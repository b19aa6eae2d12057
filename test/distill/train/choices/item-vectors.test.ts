import { describe, expect, it } from 'vitest';
import { createItemVectors } from '../../../../src/distill/train/choices/item-vectors.ts';

const WIDTH = 3;
const choices = [0, 0, 1, 1, 1, 2].map((item, profile) => ({ profile, item, at: 0 }));
const make = (precision = 0) => createItemVectors(4, WIDTH, choices, precision);

describe('createItemVectors', () => {
  it('begins with nothing, and gives a vector to items that two chose', () => {
    const vectors = make();
    expect([0, 1, 2, 3].map((item) => vectors.has(item))).toEqual([true, true, false, false]);
    expect([...vectors.gather([0, 1, 2, 3])]).toEqual(Array.from({ length: 12 }, () => 0));
  });

  it('moves a vector against the sum of its gradients, and no other', () => {
    const vectors = make();
    const gradient = Float32Array.of(1, 0, -2, 1, 0, 0, 5, 5, 5, 0, 1, 0);
    vectors.step([1, 1, 2, 0], gradient, 0.1);
    const [a, b, c] = vectors.of(1);
    expect(a).toBeLessThan(0);
    expect(b).toBe(0);
    expect(c! / a!).toBeCloseTo(-1, 5);
    expect([...vectors.of(2), ...vectors.of(3)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...vectors.gather([0, 1])]).toEqual([...vectors.of(0), ...vectors.of(1)]);
    // By row-wise Adagrad the first step is as long as the rate says, however steep it is.
    expect(Math.hypot(...vectors.of(0))).toBeCloseTo(0.1 * Math.sqrt(WIDTH), 4);
  });

  it('is drawn back to nothing by the prior, in each batch that has the item', () => {
    const [free, held] = [make(), make(2)];
    const away = Float32Array.of(-1, 0, 0);
    for (let step = 0; step < 200; step++) {
      free.step([0], away, 0.2);
      held.step([0], away, 0.2);
    }
    // 1 per choice against 2 times the vector.
    expect(held.of(0)[0]).toBeCloseTo(0.5, 1);
    expect(free.of(0)[0]).toBeGreaterThan(2);
  });

  it('weighs a mean against the prior by how many it is the mean of', () => {
    const vectors = make(2);
    for (let step = 0; step < 200; step++) vectors.step([0], Float32Array.of(-0.25, 0, 0), 0.2, 4);
    expect(vectors.of(0)[0]).toBeCloseTo(0.5, 1);
  });

  it('goes on from what it saved', () => {
    const gradient = Float32Array.of(1, 2, 3);
    const [once, other] = [make(0.3), make(0.3)];
    once.step([1], gradient, 0.1);
    const kept = once.save();
    once.step([1], gradient, 0.1);
    other.restore(kept);
    expect(other.of(1)).not.toEqual(once.of(1));
    other.step([1], gradient, 0.1);
    expect(other.save()).toEqual(once.save());
  });
});
