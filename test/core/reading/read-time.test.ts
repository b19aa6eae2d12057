import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONGOING, readTime } from '../../../src/core/reading/read-time.ts';
import { smallLexicon } from '../../fixtures/small-lexicon.ts';
import { hardValue } from '../../fixtures/hard-values.ts';

const read = (value: unknown, end = false): number => readTime(value, smallLexicon, end);
const iso = (value: unknown, end = false): string => {
  const time = read(value, end);
  return Number.isFinite(time) ? new Date(time).toISOString().replace('.000Z', '') : String(time);
};

const DAY = '2026-09-10T00:00:00';
const NOON = '2026-09-10T12:30:00';

describe('readTime', () => {
  it.each([
    ['2026-09-10', DAY],
    ['2026-9-10', DAY],
    [' 2026-09-10\n', DAY],
    ['2026/09/10', DAY],
    ['2026.9.10', DAY],
    ['10.09.2026', DAY],
    ['10.9.2026', DAY],
    ['10. 9. 2026', DAY],
    ['13/09/2026', '2026-09-13T00:00:00'],
    ['09/13/2026', '2026-09-13T00:00:00'],
    ['09-13-2026', '2026-09-13T00:00:00'],
    ['09/09/2026', '2026-09-09T00:00:00'],
    ['20260910', DAY],
    [20_260_910, DAY],
    ['2026-09-10T12:30', NOON],
    ['2026-09-10T12:30:00Z', NOON],
    ['2026-09-10T12:30:00.123456Z', '2026-09-10T12:30:00.123Z'],
    ['2026-09-10 12:30:00', NOON],
    ['2026-09-10T14:30:00+02:00', NOON],
    ['2026-09-10 18:00:00 +0530', NOON],
    ['2026-9-10T04:30-08', NOON],
    ['10.09.2026, 12:30', NOON],
    ['2026-09-10T24:00', '2026-09-11T00:00:00'],
    ['Thu, 10 Sep 2026 12:30:00 GMT', NOON],
    ['Thu, 10 Sep 2026 14:30:00 +0200', NOON],
    ['10 Sep 2026 08:30 EDT', NOON],
    ['Thu Sep 10 2026 14:30:00 GMT+0200 (Central European Summer Time)', NOON],
    ['September 10, 2026', DAY],
    ['Sept. 10th, 2026', DAY],
    ['10. September 2026', DAY],
    ['September 10, 2026 12:30 PM', NOON],
    ['Sep 10, 2026 12:30 am', '2026-09-10T00:30:00'],
    ['June 2017', '2017-06-01T00:00:00'],
    ['juin 2017', '2017-06-01T00:00:00'],
    ['2026年9月10日', DAY],
    ['2026. 9. 10.', DAY],
    ['2026-09-10Z', DAY],
    ['2026-09-10+02:00', DAY],
    ['until 10.09.2026', DAY],
    ['06/2017', '2017-06-01T00:00:00'],
    ['2017-06', '2017-06-01T00:00:00'],
    ['2017', '2017-01-01T00:00:00'],
    [2017, '2017-01-01T00:00:00'],
    [1_789_043_400, NOON],
    ['1789043400', NOON],
    [1_789_043_400_000, NOON],
    ['1789043400000', NOON],
    [{ '@type': 'Date', '@value': '2026-09-10' }, DAY],
    [{ '@value': { '@value': 2017 } }, '2017-01-01T00:00:00'],
    [['2026-09-10', '2020-01-01'], DAY],
    [new Date('2026-09-10T12:30:00Z'), NOON],
    ['2024-02-29', '2024-02-29T00:00:00'],
    ['1999-12-31', '1999-12-31T00:00:00'],
    ['1066', '1066-01-01T00:00:00'],
  ])('reads %j', (value, expected) => expect(iso(value)).toBe(expected));

  it.each([
    '05/06/2024',
    '5-6-2024',
    '2024-02-31',
    '2023-02-29',
    '31.04.2024',
    '2024-13-01',
    '2024-00-00',
    '2024-01-00',
    '0000-00-00',
    '0001-01-01',
    '0999',
    '2201-01-01',
    '9999-12-31',
    '13/13/2024',
    '2024-01-05T25:00',
    '2024-01-05T10:61',
    '2024-01-05 13:00 pm',
    '01.05.24',
    '12:30',
    'May 5',
    'May June 2020',
    '2019 May 2020',
    'yesterday',
    'soon',
    '',
    20_261_310,
    0,
    0.5,
    -1,
    202,
    99_999_999,
    1e300,
    NaN,
    true,
    null,
    undefined,
    {},
    [],
    new Date(NaN),
  ])('says nothing of %j', (value) => expect(read(value)).toBeNaN());

  it.each(['present', 'Heute', 'now', 'Current position'])('knows that %s has not come', (value) =>
    expect(read(value)).toBe(ONGOING),
  );

  it('takes an end that says both for one that has not come', () => {
    expect(read('June 2017 - present', true)).toBe(ONGOING);
    expect(iso('June 2017 - present')).toBe('2017-06-01T00:00:00');
  });

  it('gives the end of what is stated where that counts', () => {
    expect(iso('2026-09-10', true)).toBe('2026-09-10T23:59:59.999Z');
    expect(iso('2024-02', true)).toBe('2024-02-29T23:59:59.999Z');
    expect(iso('2024-12', true)).toBe('2024-12-31T23:59:59.999Z');
    expect(iso(2024, true)).toBe('2024-12-31T23:59:59.999Z');
    expect(iso('June 2017', true)).toBe('2017-06-30T23:59:59.999Z');
    expect(iso('2026-09-10T12:30', true)).toBe(NOON);
    expect(iso(1_789_043_400, true)).toBe(NOON);
  });

  it('reads a day alike by itself and within an object, and again', () => {
    const part = (most: number) => fc.nat({ max: most }).map((n) => String(n).padStart(2, '0'));
    const day = fc
      .tuple(
        fc.integer({ min: 990, max: 2210 }),
        part(13),
        part(32),
        fc.constantFrom('-', '/', '.'),
      )
      .map(([year, month, date, mark]) => [year, month, date].join(mark));
    fc.assert(
      fc.property(day, fc.boolean(), (text, end) => {
        const time = read({ '@value': text }, end);
        expect(read(text, end)).toBe(time);
        expect(read(text, end)).toBe(time);
      }),
    );
  });

  it('is a time between the years 1000 and 2200, or nothing, of any value', () => {
    const [first, last] = [Date.UTC(1000), Date.UTC(2201)];
    fc.assert(
      fc.property(fc.oneof(hardValue, fc.double(), fc.date()), fc.boolean(), (value, end) => {
        const time = read(value, end);
        expect(Number.isNaN(time) || time === ONGOING || (time >= first && time <= last)).toBe(
          true,
        );
      }),
    );
  });
});
