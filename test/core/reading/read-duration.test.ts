import { describe, expect, it } from 'vitest';
import { coveredMonths, readDuration } from '../../../src/core/reading/read-duration.ts';
import { smallLexicon } from '../../fixtures/small-lexicon.ts';

const months = (value: unknown): number[] | undefined => {
  const range = readDuration(value, smallLexicon);
  return range && [range.low, range.high].map((end) => Math.round(end * 100) / 100);
};

describe('readDuration', () => {
  it.each([
    [24, 24, 24],
    ['24', 24, 24],
    [{ '@type': 'OccupationalExperienceRequirements', monthsOfExperience: 24 }, 24, 24],
    [{ monthsOfExperience: '24' }, 24, 24],
    [{ name: 'Experience', monthsOfExperience: 24 }, 24, 24],
    [{ description: 'At least 2 years in sales' }, 24, NaN],
    ['2 years', 24, 24],
    ['2 Jahre', 24, 24],
    ['1.5 years', 18, 18],
    ['18 months', 18, 18],
    ['10+ years', 120, NaN],
    ['5-7 years', 60, 84],
    ['6 months to 2 years', 6, 24],
    ['up to 3 years', NaN, 36],
    ['Java 8, 3 years', 36, 36],
    ['90 days', 2.96, 2.96],
    ['3 years minimum', 36, NaN],
    ['5 yrs+', 60, NaN],
    ['3年以上', 36, 36],
    ['no experience required', 0, 0],
    ['Entry level', 0, 0],
    ['P2Y', 24, 24],
    ['P1Y6M', 18, 18],
    [{ minValue: 1, maxValue: 2, unitText: 'year' }, 12, 24],
  ])('reads %j', (value, low, high) => expect(months(value)).toEqual([low, high]));

  it.each(['senior', 'Java 8', '', 'P', null, true, {}])('says nothing of %j', (value) =>
    expect(months(value)).toBeUndefined(),
  );
});

describe('coveredMonths', () => {
  const NOW = Date.UTC(2026, 11, 1);
  const covered = (...entries: unknown[]) => {
    const found = coveredMonths(entries, NOW, smallLexicon);
    return found === undefined ? undefined : Math.round(found);
  };

  it('counts from start to end, the end with its whole month', () => {
    expect(covered({ startDate: '2020-01', endDate: '2020-12' })).toBe(12);
    expect(covered({ startDate: 2024, endDate: 2025 })).toBe(24);
    expect(covered({ startDate: 'June 2016', endDate: 'June 2017' })).toBe(13);
  });

  it('counts until now what goes on', () => {
    for (const endDate of ['', undefined, null, 'present', 'heute']) {
      expect(covered({ startDate: '2025-12', endDate })).toBe(12);
    }
    expect(covered({ startDate: '2025-12', endDate: '2100' })).toBe(12);
  });

  it('counts overlaps once and leaves out what it cannot read', () => {
    expect(
      covered(
        { startDate: '2020', endDate: '2020' },
        { startDate: '2020-07', endDate: '2021-06' },
        { startDate: '2010', endDate: 'some day' },
        { startDate: 'once' },
        'work',
        null,
      ),
    ).toBe(18);
    expect(covered({ startDate: '2030' }, {})).toBeUndefined();
    expect(covered()).toBeUndefined();
  });
});
