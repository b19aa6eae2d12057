import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { dayWords, rangeWords, unitWords } from '../../../src/core/explain/value-words.ts';

const schema = compileSchema({
  name: 'words',
  version: 2,
  currency: 'EUR',
  fields: [
    { name: 'pay', kind: 'amount', item: 'a', profile: 'a', min: 0, max: 1 },
    { name: 'term', kind: 'duration', item: 'b', min: 0, max: 1 },
    { name: 'size', kind: 'number', item: 'c', min: 0, max: 1 },
  ],
});
const [pay, term, size] = schema.fields;

describe('values in words', () => {
  it.each([
    [0.8, '%', '80 %'],
    [1.5, '%', '150 %'],
    [12.34, 'km', '12.3 km'],
    [1234.5, 'km', '1,235 km'],
    [1, 'days', '1 day'],
    [59, 'days', '59 days'],
    [61, 'days', '2 months'],
    [1989, 'days', '5 years'],
    [-3, 'points', '-3 points'],
    [4, '', '4'],
  ])('%d in %j is %j', (value, unit, words) => expect(unitWords(value, unit)).toBe(words));

  it('of ranges name the ends that are there', () => {
    expect(rangeWords(50_000, 60_000, pay!, schema)).toBe('50,000 EUR to 60,000 EUR');
    expect(rangeWords(18, NaN, size!, schema)).toBe('18 or more');
    expect(rangeWords(NaN, 65, size!, schema)).toBe('up to 65');
    expect(rangeWords(7, 7, size!, schema)).toBe('7');
    expect(rangeWords(NaN, NaN, size!, schema)).toBeUndefined();
    expect(rangeWords(6, 36, term!, schema)).toBe('6 months to 3 years');
  });

  it('of days are dates', () => {
    expect(dayWords(Date.UTC(2026, 4, 9) / 86_400_000)).toBe('May 9, 2026');
    expect(dayWords(0)).toBeUndefined();
  });
});
