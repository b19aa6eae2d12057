import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMonths, readNumber, readTime } from '../../../src/core/features/read-number.ts';
import { hardValue, HARD_NUMBERS } from './hard-values.ts';

const YEARS = 31_557_600_000;

describe('readNumber', () => {
  it.each([
    [5, 5],
    [NaN, undefined],
    [Infinity, undefined],
    ['1,200.50', 1200.5],
    ['1 200', 1200],
    ['50\u00a0000 €', 50_000],
    ["CHF 100'000.-", 100_000],
    ['$45k - $60k', 45_000],
    ['45K', 45_000],
    ['45kg', 45],
    ['-3', -3],
    ['up to 5', 5],
    ['a very long prefix 5', undefined],
    ['', undefined],
    ['9'.repeat(400), 1e64],
    [true, undefined],
    [null, undefined],
    [{ '@type': 'QuantitativeValue', value: '12' }, 12],
    [{ minValue: 10, maxValue: 20 }, 15],
    [{ minValue: 10, maxValue: null }, 10],
    [{ maxValue: '20' }, 20],
    [{ monthsOfExperience: 36 }, 36],
    [{ currency: 'USD', value: { minValue: 20, maxValue: 30, unitText: 'HOUR' } }, 52_000],
    [{ value: { value: 4000, unitText: 'MONTH' }, unitText: 'YEAR' }, 48_000],
    [{ value: 100, unitText: 'FORTNIGHT' }, 100],
    [{ value: 100, unitText: '__proto__' }, 100],
    [{ value: 100, unitText: 'constructor' }, 100],
    [{ value: 1e308, unitText: 'HOUR' }, undefined],
    [[{ value: [7] }], 7],
    [{}, undefined],
  ])('%j → %s', (value, number) => expect(readNumber(value)).toBe(number));

  it('gives a finite number or none, whatever it gets', () => {
    fc.assert(
      fc.property(hardValue, (value) => {
        const number = readNumber(value);
        expect(number === undefined || Number.isFinite(number)).toBe(true);
      }),
    );
    const ring: Record<string, unknown> = {};
    ring.minValue = ring.maxValue = ring.value = ring;
    expect(readNumber(ring)).toBeUndefined();
  });

  it('reads a number back from its text, with or without separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (number) => {
        expect(readNumber(String(number))).toBe(number);
        expect(readNumber(number.toLocaleString('en-US'))).toBe(number);
      }),
    );
  });
});

describe('readTime', () => {
  it.each([
    ['2024-01-05', Date.UTC(2024, 0, 5)],
    ['2024', Date.UTC(2024, 0, 1)],
    ['2024-03', Date.UTC(2024, 2, 1)],
    ['2024-01-05T10:20Z', Date.UTC(2024, 0, 5, 10, 20)],
    ['2024-01-05T10:20:30.987+09:00', Date.UTC(2024, 0, 5, 1, 20, 30)],
    ['2024-01-05 10:20:30 -0330', Date.UTC(2024, 0, 5, 13, 50, 30)],
    [' 2024-01-05\n', Date.UTC(2024, 0, 5)],
    [1704412800000, 1704412800000],
  ])('%j', (value, time) => expect(readTime(value)).toBe(time));

  const unknown: readonly unknown[] = [
    ...'05.01.2024 2024-1-5 2024-13-01 2024-00-10 2024-01-32 2024-01-00 0000-00-00'.split(' '),
    ...'0001-01-01T00:00:00 2024-01-05T25:00 2024-01-05T10:61'.split(' '),
    '',
    'Jan 5, 2024',
    NaN,
    Infinity,
    null,
    undefined,
    true,
    {},
    [],
    ['2024-01-05'],
  ];
  it.each(unknown)('%j is unknown', (value) => expect(readTime(value)).toBeUndefined());

  it('reads back what toISOString writes, but for milliseconds', () => {
    const date = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (at) => {
        expect(readTime(at.toISOString())).toBe(Math.floor(at.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('readMonths', () => {
  const now = Date.UTC(2024, 0, 1);

  it('counts overlaps once and open ends until now', () => {
    const work = [
      { startDate: '2020-01-01', endDate: '2022-01-01' },
      { startDate: '2021-01-01', endDate: '2023-01-01' },
      { startDate: '2023-01-01' },
    ];
    expect(readMonths(work, now)).toBeCloseTo((12 * (now - Date.UTC(2020, 0))) / YEARS, 6);
  });

  it('knows nothing without a start, of a span that ends before it, or of a start to come', () => {
    for (const entry of [
      null,
      'x',
      {},
      { endDate: '2020' },
      { startDate: '2021', endDate: '2020' },
    ]) {
      expect(readMonths([entry], now)).toBeUndefined();
    }
    expect(readMonths([{ startDate: '2030' }], now)).toBeUndefined();
  });

  it('does not depend on the order, and grows with every entry', () => {
    const day = fc.integer({ min: 0, max: 9000 });
    const entry = fc.tuple(day, day).map(([a, b]) => ({
      startDate: Math.min(a, b) * 86_400_000,
      endDate: (Math.max(a, b) + 1) * 86_400_000,
    }));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), (entries) => {
        const months = readMonths(entries, now)!;
        expect(readMonths([...entries].reverse(), now)).toBe(months);
        expect(readMonths(entries.slice(1), now) ?? 0).toBeLessThanOrEqual(months);
      }),
    );
  });
});

describe('hard numbers', () => {
  it('are read without throwing', () => {
    for (const value of HARD_NUMBERS) expect(() => readNumber(value)).not.toThrow();
  });
});
