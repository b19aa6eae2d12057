import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';

const N = 20_000;
const draw = (n: number, next: () => number): number[] => Array.from({ length: n }, next);
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

/** Pearson's correlation. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    ab += (x - ma) * (b[i]! - mb);
    aa += (x - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

describe('createRandom', () => {
  it('gives the same stream for the same seed, another for another', () => {
    expect(draw(8, createRandom(1).next)).toEqual(draw(8, createRandom(1).next));
    expect(draw(8, createRandom(1).next)).not.toEqual(draw(8, createRandom(2).next));
  });

  it('never changes: these values are part of every recorded experiment', () => {
    expect(draw(4, createRandom('pocketrank').next)).toMatchInlineSnapshot(`
      [
        0.7212385265156627,
        0.6708180950954556,
        0.04727317322976887,
        0.021326083224266768,
      ]
    `);
  });

  it('is uniform in [0, 1)', () => {
    const random = createRandom('uniform');
    const counts = new Float64Array(20);
    for (const x of draw(N, random.next)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(1);
      counts[Math.floor(20 * x)]!++;
    }
    const chi = counts.reduce((sum, count) => sum + (count - N / 20) ** 2 / (N / 20), 0);
    expect(chi).toBeLessThan(45); // 19 degrees of freedom: p ≈ 0.0007
  });

  it('has neighbours that do not depend on each other', () => {
    const list = draw(N, createRandom('serial').next);
    expect(Math.abs(correlation(list.slice(1), list.slice(0, -1)))).toBeLessThan(0.03);
  });

  it('draws standard normals', () => {
    const list = draw(N, createRandom('normal').normal);
    const m = mean(list);
    expect(Math.abs(m)).toBeLessThan(0.03);
    expect(Math.abs(mean(list.map((x) => (x - m) ** 2)) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean(list.map((x) => (x > 1.96 || x < -1.96 ? 1 : 0))) - 0.05)).toBeLessThan(
      0.01,
    );
  });

  it('draws every integer below n, and only those', () => {
    const random = createRandom('integers');
    expect(new Set(draw(200, () => random.integer(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(random.integer(1)).toBe(0);
  });

  it('forks streams that neither advance nor resemble the parent', () => {
    const parent = createRandom('parent');
    const before = createRandom('parent');
    const [a, b] = [parent.fork('a'), parent.fork('b')];
    const [xs, ys] = [draw(N, a.next), draw(N, b.next)];
    const own = draw(N, parent.next);
    expect(own).toEqual(draw(N, before.next));
    expect(draw(4, parent.fork('a').next)).toEqual(xs.slice(0, 4));
    for (const [p, q] of [
      [xs, ys],
      [xs, own],
      [ys, own],
    ] as const) {
      expect(Math.abs(correlation(p, q))).toBeLessThan(0.03);
    }
  });

  it('draws by weight, never an index of weight 0', () => {
    const random = createRandom('weights');
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < N; i++) counts[random.weighted([0, 1, 3, 0])]!++;
    expect([counts[0], counts[3]]).toEqual([0, 0]);
    expect(Math.abs(counts[2]! / N - 0.75)).toBeLessThan(0.015);
  });

  it('shuffles in place, each order as often', () => {
    const random = createRandom('shuffle');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const list = [1, 2, 3];
      expect(random.shuffle(list)).toBe(list);
      counts.set(list.join(''), (counts.get(list.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('picks elements of the list', () => {
    const random = createRandom('pick');
    expect(new Set(draw(50, () => random.pick([4, 5])))).toEqual(new Set([4, 5]));
  });
});
