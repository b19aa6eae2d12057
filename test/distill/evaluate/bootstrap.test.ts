import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { createBootstrap } from '../../../src/distill/evaluate/bootstrap.ts';

const normals = (n: number, seed: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: n }, () => random.normal());
};

describe('createBootstrap', () => {
  it('has about the width that theory gives for a mean of independent values', () => {
    const n = 400;
    const values = normals(n, 3);
    const { mean, low, high } = createBootstrap(Array.from(values.keys()), {
      replicates: 4000,
    }).mean(values);
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n);
    const theory = (2 * 1.96 * deviation) / Math.sqrt(n);
    expect((high - low) / theory).toBeGreaterThan(0.93);
    expect((high - low) / theory).toBeLessThan(1.07);
    expect((low + high) / 2).toBeCloseTo(mean, 1);
  });

  it('is wider by √5 where each five rows are one cluster with one value', () => {
    const values = normals(80, 4);
    const rows = Float64Array.from({ length: 400 }, (_, i) => values[Math.floor(i / 5)] as number);
    const byRow = createBootstrap(Array.from(rows.keys()), { replicates: 3000 }).mean(rows);
    const byCluster = createBootstrap(
      Array.from(rows, (_, i) => `profile ${Math.floor(i / 5)}`),
      { replicates: 3000 },
    ).mean(rows);
    const ratio = (byCluster.high - byCluster.low) / (byRow.high - byRow.low);
    expect(ratio).toBeGreaterThan(Math.sqrt(5) * 0.9);
    expect(ratio).toBeLessThan(Math.sqrt(5) * 1.1);
    expect(byCluster.mean).toBeCloseTo(byRow.mean, 12);
  });

  it('pairs differences and ratios: what both share cancels out', () => {
    const a = normals(200, 5);
    const b = a.map((value) => value - 0.25);
    const bootstrap = createBootstrap(Array.from(a.keys()), { replicates: 200 });
    const difference = bootstrap.difference(a, b);
    expect(difference.low).toBeCloseTo(0.25, 10);
    expect(difference.high).toBeCloseTo(0.25, 10);
    const base = a.map((value) => value + 10);
    const ratio = bootstrap.ratio(
      base.map((value) => value * 0.97),
      base,
    );
    expect(ratio.mean).toBeCloseTo(0.97, 10);
    expect(ratio.high - ratio.low).toBeCloseTo(0, 10);
  });

  it('depends on the seed alone, not on what was asked before', () => {
    const values = normals(50, 6);
    const clusters = Array.from(values, (_, i) => i % 10);
    const first = createBootstrap(clusters, { seed: 'a', replicates: 300 });
    const once = first.mean(values);
    expect(first.mean(values)).toEqual(once);
    const second = createBootstrap(clusters, { seed: 'a', replicates: 300 });
    second.mean(normals(50, 7));
    expect(second.mean(values)).toEqual(once);
    expect(createBootstrap(clusters, { seed: 'b', replicates: 300 }).mean(values)).not.toEqual(
      once,
    );
  });

  it('leaves NaN out, of both sides of a pair', () => {
    const bootstrap = createBootstrap(['a', 'b', 'c'], { replicates: 50 });
    expect(bootstrap.mean([1, Number.NaN, 3])).toMatchObject({ mean: 2, n: 2 });
    expect(bootstrap.difference([1, 5, 3], [0, Number.NaN, 0])).toMatchObject({ mean: 2, n: 2 });
    const none = bootstrap.mean([Number.NaN, Number.NaN, Number.NaN]);
    expect(none).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 });
  });

  it('keeps the interval within the values and around equal ones', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 5 }), fc.double({ min: -1, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(rows, (list) => {
        const values = list.map(([, value]) => value);
        const { mean, low, high, n } = createBootstrap(
          list.map(([cluster]) => cluster),
          { replicates: 40 },
        ).mean(values);
        expect(n).toBe(values.length);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('refuses impossible options', () => {
    for (const options of [{ replicates: 0 }, { confidence: 1 }, { confidence: Number.NaN }]) {
      expect(() => createBootstrap(['a'], options)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
    }
  });
});
