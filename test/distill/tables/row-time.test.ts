import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRowTime } from '../../../src/distill/tables/row-time.ts';

describe('readRowTime', () => {
  it.each([
    ['2020-01-02', Date.UTC(2020, 0, 2)],
    ['2020-01-02T03:04:05.678Z', Date.UTC(2020, 0, 2, 3, 4, 5, 678)],
    ['2020-01-02 03:04:05', Date.UTC(2020, 0, 2, 3, 4, 5)],
    ['2020-01-02T03:04:05.123456+02:00', Date.UTC(2020, 0, 2, 1, 4, 5, 123)],
    ['2020-01-02 03:04:05-05', Date.UTC(2020, 0, 2, 8, 4, 5)],
    ['1577934245000', 1_577_934_245_000],
    [1_577_934_245_000, 1_577_934_245_000],
    [1_577_934_245, 1_577_934_245_000],
    ['2999-01-01', Date.UTC(2999, 0)],
    [9e15, 9e15],
  ])('reads %j', (value, ms) => {
    expect(readRowTime(value)).toBe(ms);
  });

  it.each(['', 'yesterday', '2020-02-31', '2020-13-01', '01/02/2020', Number.NaN, null, {}])(
    'refuses %j',
    (value) => {
      expect(readRowTime(value)).toBeUndefined();
    },
  );

  it('reads what toISOString prints', () => {
    const range = { min: new Date('1000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(readRowTime(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
