import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { createAdam } from '../../../../src/distill/train/network/adam.ts';

/** Algorithm 1 of the paper, in doubles. */
function plainAdam(start: readonly number[], gradients: readonly number[][], rate: number) {
  const values = [...start];
  const m = start.map(() => 0);
  const v = start.map(() => 0);
  for (const [t, gradient] of gradients.entries()) {
    for (let i = 0; i < values.length; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * gradient[i]!;
      v[i] = 0.999 * v[i]! + 0.001 * gradient[i]! ** 2;
      const first = m[i]! / (1 - 0.9 ** (t + 1));
      const second = v[i]! / (1 - 0.999 ** (t + 1));
      values[i]! -= (rate * first) / (Math.sqrt(second) + 1e-8);
    }
  }
  return values;
}

const random = createRandom('adam');
const gradients = Array.from({ length: 40 }, () =>
  Array.from({ length: 4 }, (_, i) => 10 ** (i - 2) * random.normal()),
);

describe('createAdam', () => {
  it('agrees with the paper over many steps, array by array', () => {
    const adam = createAdam();
    const one = Float32Array.of(1, -2, 3, 0);
    const other = Float32Array.of(5, 5, 5, 5);
    for (const gradient of gradients) {
      adam.begin();
      adam.update('one', one, gradient, 0.01);
      adam.update(
        'other',
        other,
        gradient.map((g) => -g),
        0.1,
      );
    }
    const wantOne = plainAdam([1, -2, 3, 0], gradients, 0.01);
    const wantOther = plainAdam(
      [5, 5, 5, 5],
      gradients.map((list) => list.map((g) => -g)),
      0.1,
    );
    for (let i = 0; i < 4; i++) {
      expect(one[i]).toBeCloseTo(wantOne[i]!, 4);
      expect(other[i]).toBeCloseTo(wantOther[i]!, 4);
    }
  });

  it('moves each value by the rate on the first step, whatever the size of the gradient', () => {
    const values = new Float32Array(3);
    const adam = createAdam();
    adam.begin();
    adam.update('values', values, [1e-3, -5, 1e4], 0.1);
    for (const [i, want] of [-0.1, 0.1, -0.1].entries()) expect(values[i]).toBeCloseTo(want, 4);
  });

  it('continues bit by bit from what was saved, which later steps do not change', () => {
    const run = (interrupted: boolean): Float32Array => {
      const values = Float32Array.of(1, 2, 3, 4);
      let adam = createAdam();
      for (const [t, gradient] of gradients.entries()) {
        if (interrupted && t % 7 === 3) {
          const saved = adam.save();
          adam.begin();
          adam.update('values', values.slice(), [9, 9, 9, 9], 1);
          adam = createAdam();
          adam.begin();
          adam.update('forgotten', new Float32Array(1), [1], 1);
          adam.restore(saved);
        }
        adam.begin();
        adam.update('values', values, gradient, 0.02);
      }
      return values;
    };
    expect(run(true)).toEqual(run(false));
  });
});
