import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { createSampleDrawer } from '../../../src/distill/simulate/draw-sample.ts';

const NOW = Date.UTC(2026, 10, 30);
const LISTS = {
  maker: ['Nordhal', 'Corso'],
  kind: [
    { name: 'boots', price: { min: 70, max: 90 }, colors: ['black', 'brown'] },
    { value: { name: 'socks', price: 5, colors: ['white'] }, weight: 3 },
  ],
};

/** What 200 objects get of a sample. */
function draws(sample: unknown): unknown[] {
  return Array.from({ length: 200 }, (_, i) =>
    createSampleDrawer(LISTS, createRandom(i), NOW).draw(sample),
  );
}

describe('createSampleDrawer', () => {
  it('chooses one of a list, by weight', () => {
    const drawn = draws(['a', { value: 'b', weight: 9 }]);
    expect(new Set(drawn)).toEqual(new Set(['a', 'b']));
    expect(drawn.filter((value) => value === 'b').length).toBeGreaterThan(150);
    expect(new Set(draws([{ value: 12, unitCode: 'MON' }]).map(String)).size).toBe(1);
    expect(draws([{ value: 12, unitCode: 'MON' }])[0]).toEqual({ value: 12, unitCode: 'MON' });
  });

  it('takes a list within a list as it is', () => {
    expect(draws([['women', 'men']])[0]).toEqual(['women', 'men']);
  });

  it('draws numbers between both ends, in steps and decimals', () => {
    for (const n of draws({ min: 3, max: 9 }) as number[]) {
      expect(Number.isInteger(n) && n >= 3 && n <= 9).toBe(true);
    }
    for (const n of draws({ min: 39, max: 44, step: 0.5 }) as number[]) expect((n * 2) % 1).toBe(0);
    for (const n of draws({ min: 1, max: 2, round: 2 }) as number[]) {
      expect(Number(n.toFixed(2))).toBe(n);
    }
    const small = (draws({ min: 1, max: 10_000, log: true }) as number[]).filter((n) => n <= 100);
    expect(small.length).toBeGreaterThan(70);
    expect(small.length).toBeLessThan(130);
  });

  it('draws days before and after now', () => {
    for (const day of draws({ daysAgo: [0, 3] }) as string[]) {
      expect(['2026-11-30', '2026-11-29', '2026-11-28', '2026-11-27']).toContain(day);
    }
    expect(new Set(draws({ daysAhead: [-1, 1] }))).toEqual(
      new Set(['2026-11-29', '2026-11-30', '2026-12-01']),
    );
  });

  it('draws some of a list, each once', () => {
    for (const some of draws({ some: ['a', 'b', 'c'], count: [1, 5] }) as string[][]) {
      expect(new Set(some).size).toBe(some.length);
      expect(some.length).toBeGreaterThan(0);
    }
    expect(draws({ some: 'maker', count: [2, 2] })[0]).toHaveLength(2);
  });

  it('fills texts from lists, of which each is drawn once an object', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { draw } = createSampleDrawer(LISTS, createRandom(seed), NOW);
      const name = draw('{kind.name} by {maker}') as string;
      const price = draw('{kind.price}');
      expect(price).toBe(draw('{kind.price}'));
      expect(name.startsWith('socks')).toBe(price === 5);
      expect(name.endsWith(draw('{maker}') as string)).toBe(true);
      expect(Array.isArray(draw('{kind.colors}'))).toBe(true);
    }
  });

  it('fills objects, whose lists stay lists', () => {
    const [drawn] = draws({ '@type': 'Offer', to: ['{maker}', 'x'], price: { min: 1, max: 1 } });
    expect(drawn).toMatchObject({ '@type': 'Offer', price: 1, to: [expect.any(String), 'x'] });
  });

  it('keeps constants, whatever they are', () => {
    const constant = fc.oneof(fc.boolean(), fc.integer(), fc.constant(null), fc.constant('plain'));
    fc.assert(
      fc.property(constant, (value) => {
        expect(draws(value)[0]).toBe(value);
      }),
    );
  });
});
