import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenTerms, standardize } from '../../../src/core/personalization/given-terms.ts';

describe('what a host knows of items', () => {
  it('by order adds less the deeper an item stands, by the learned weight or the stated one', () => {
    const order = { by: 'order', positions: [1, 2, 8] } as const;
    expect([...givenTerms(order, { order: 0.5 }, undefined)]).toEqual([0, -0.5, -1.5]);
    expect([...givenTerms(order, { order: 0.5 }, 2)]).toEqual([0, -2, -6]);
    expect([...givenTerms(order, {}, undefined)]).toEqual([0, 0, 0]);
  });

  it('by numbers adds them as they are where the host says what they weigh, else by deviations', () => {
    const values = { by: 'values', values: [1, Number.NaN, 3, Infinity] } as const;
    expect([...givenTerms(values, { values: 9 }, 2)]).toEqual([2, 0, 6, 0]);
    expect([...givenTerms(values, { values: 0.5 }, undefined)]).toEqual([-0.5, 0, 0.5, 0]);
    expect([...givenTerms(values, {}, undefined)]).toEqual([-0, 0, 0, 0]);
  });

  it('has deviations of mean 0 and variance 1, whatever the unit', () => {
    const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2 });
    fc.assert(
      fc.property(numbers, (values) => {
        const own = standardize(values);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        const variance = own.reduce((sum, value) => sum + value ** 2, 0) / own.length;
        expect(Math.abs(mean)).toBeLessThan(1e-6);
        if (own.some((value) => value !== 0)) expect(variance).toBeCloseTo(1, 6);
      }),
    );
    expect([...standardize([7, 7, 7])]).toEqual([0, 0, 0]);
  });
});
