import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import { measured, NOW } from './measured.ts';

type Case = [item: unknown, profile: unknown, value: number | string | undefined];

/** Checks a measure of one field against cases. */
function check(measure: Omit<MeasureSource, 'name'>, field: string, cases: readonly Case[]): void {
  for (const [x, y, value] of cases) {
    const got = measured(measure, { [field]: x }, { [field]: y });
    const where = `${JSON.stringify(x)} and ${JSON.stringify(y)}`;
    if (typeof value === 'number') expect(got, where).toBeCloseTo(value, 5);
    else expect(got, where).toBe(value);
  }
}

describe('sets', () => {
  it('overlap is the share of the item’s tokens by rarity', () => {
    check({ kind: 'overlap', item: 'skills' }, 'skills', [
      [['a', 'b'], ['b'], 63 / 127],
      [['a'], ['b'], 0],
      [[], ['b'], undefined],
      [['a'], [], undefined],
    ]);
  });

  it('coverage is the share of the item’s values, each counted once', () => {
    check({ kind: 'coverage', item: 'skills' }, 'skills', [
      [['SQL', 'Go', 'sql '], ['go'], 1 / 2],
      [['SQL', 'Go', 'C++'], ['go', 'SQL', 'c++', 'more'], 1],
      [['SQL'], ['Java'], 0],
      [[], ['Java'], undefined],
      ['SQL', null, undefined],
    ]);
  });

  it('contains asks for any of them', () => {
    check({ kind: 'contains', item: 'skills' }, 'skills', [
      [['nuts', 'milk'], ['milk'], 'yes'],
      [['nuts'], ['milk'], 'no'],
      [[], ['milk'], undefined],
      [['nuts'], [], undefined],
    ]);
  });

  it('same compares categories and flags, in words of its own', () => {
    check({ kind: 'same', item: 'type', values: ['as wished', 'other'] }, 'type', [
      ['Full-time', 'FULL_TIME', 'as wished'],
      [['a', 'b'], ['c', 'b'], 'as wished'],
      ['a', 'b', 'other'],
      ['', 'b', undefined],
    ]);
    check({ kind: 'same', item: 'organic' }, 'organic', [
      [true, true, 'yes'],
      [false, true, 'no'],
      [undefined, true, undefined],
    ]);
  });

  it('grade takes the best combination of a table', () => {
    const wish = {
      kind: 'grade',
      item: 'type',
      values: ['as wished', 'half way', 'against'],
      otherwise: 'against',
      table: {
        full: { full: 'as wished', part: 'half way' },
        part: { part: 'as wished' },
      },
    } as const;
    check({ ...wish, values: [...wish.values] }, 'type', [
      ['full', 'Full', 'as wished'],
      ['full', 'part', 'half way'],
      ['part', 'full', 'against'],
      [['full', 'part'], 'part', 'as wished'],
      ['full', ['part', 'contract'], 'half way'],
      ['contract', 'contract', 'against'],
      ['full', [], undefined],
      [[], 'full', undefined],
    ]);
    const levels = { kind: 'grade', item: 'type', unit: 'levels' } as const;
    const steps = { a: { x: 3, y: -1 }, b: { x: 1 } };
    check({ ...levels, table: steps }, 'type', [
      [['a', 'b'], 'x', 3],
      ['a', ['x', 'y'], 3],
      ['b', 'y', undefined],
    ]);
    check({ ...levels, table: steps, better: 'less' }, 'type', [[['a', 'b'], ['x', 'y'], -1]]);
  });
});

describe('numbers', () => {
  const range = (low: number | undefined, high: number | undefined): object => ({
    ...(low !== undefined && { minValue: low }),
    ...(high !== undefined && { maxValue: high }),
  });

  it('ratio and difference', () => {
    check({ kind: 'ratio', item: 'price' }, 'price', [
      [80, 100, 0.8],
      [0.1, 0.1, 1],
      [5, 0, undefined],
      [undefined, 5, undefined],
      [5, undefined, undefined],
    ]);
    check({ kind: 'difference', item: 'size' }, 'size', [[3, 5, -2]]);
    check({ kind: 'difference', item: 'years', unit: 'years' }, 'years', [[36, 24, 1]]);
    check({ kind: 'difference', item: 'years' }, 'years', [[36, 24, 12]]);
  });

  it('within, at most, at least', () => {
    check({ kind: 'atMost', item: 'price' }, 'price', [
      [19.99, 19.99, 'yes'],
      [20, 19.99, 'no'],
      [undefined, 3, undefined],
    ]);
    check({ kind: 'atLeast', item: 'price' }, 'price', [
      [19.99, 19.99, 'yes'],
      [19, 20, 'no'],
    ]);
    check({ kind: 'within', item: 'size' }, 'size', [
      [5, 5, 'yes'],
      [5, 6, 'no'],
      [undefined, 6, undefined],
      [6, undefined, undefined],
    ]);
    expect(range(1, undefined)).toEqual({ minValue: 1 });
  });

  it('tells the number of one side, durations in years where asked', () => {
    expect(measured({ kind: 'number', item: 'years', unit: 'years' }, { years: 30 }, {})).toBe(2.5);
    expect(measured({ kind: 'number', profile: 'size' }, {}, { size: 7 })).toBe(7);
    expect(measured({ kind: 'number', profile: 'size' }, { size: 7 }, {})).toBeUndefined();
  });
});

describe('places', () => {
  const at = (latitude: number, longitude: number): object => ({ latitude, longitude });
  const [berlin, potsdam, munich] = [at(52.52, 13.405), at(52.39, 13.06), at(48.14, 11.58)];

  it('distance is in kilometres of the nearest pair', () => {
    const km = (x: unknown, y: unknown, more = {}): number =>
      measured({ kind: 'distance', item: 'place', ...more }, { place: x }, { place: y }) as number;
    expect(km(berlin, berlin)).toBe(0);
    expect(km(potsdam, berlin)).toBeGreaterThan(25);
    expect(km(potsdam, berlin)).toBeLessThan(29);
    expect(km(munich, berlin)).toBeGreaterThan(495);
    expect(km(munich, berlin)).toBeLessThan(515);
    expect(km([munich, potsdam], [berlin, munich])).toBe(0);
    expect(km('Berlin', berlin)).toBeUndefined();
    expect(km(berlin, 'Berlin')).toBeUndefined();
  });

  it('distance may be a share of how far the profile would go, and count less', () => {
    const share = {
      kind: 'distance',
      item: 'place',
      per: { profile: 'reach', otherwise: 40 },
      factor: { item: 'type', values: { hybrid: 0.5, remote: 0 } },
    } as const;
    const value = (item: object, profile: object): number =>
      measured(share, { place: potsdam, ...item }, { place: berlin, ...profile }) as number;
    const km = 40 * value({}, {});
    expect(km).toBeGreaterThan(25);
    expect(value({}, { reach: 80 })).toBeCloseTo(km / 80);
    expect(value({ type: 'Hybrid' }, {})).toBeCloseTo(km / 80);
    expect(value({ type: ['on site', 'hybrid', 'remote'] }, { reach: 80 })).toBe(0);
  });

  it('area compares names, as far as both sides know them', () => {
    const us = 'Springfield, IL, US';
    check({ kind: 'area', item: 'place' }, 'place', [
      [us, 'springfield, IL, US', 'same town'],
      [us, 'Chicago, IL, US', 'same region'],
      [us, 'Springfield, MO, US', 'same country'],
      [us, 'Paris, IDF, FR', 'another country'],
      [us, { city: 'Springfield' }, 'same town'],
      [us, { region: 'IL' }, 'same region'],
      [us, { countryCode: 'US' }, 'same country'],
      [{ city: 'Oslo' }, { city: 'Moss' }, undefined],
      [{ city: 'Oslo' }, { countryCode: 'NO' }, undefined],
      [['Paris, IDF, FR', us], ['Cork, CK, IE', us], 'same town'],
      [berlin, us, undefined],
      [[], us, undefined],
      [us, [], undefined],
    ]);
  });

  it('area may leave it to the distance where that is known', () => {
    const [here, there] = [
      { city: 'Basel', countryCode: 'CH', latitude: 47.56, longitude: 7.59 },
      { city: 'Lörrach', countryCode: 'DE', latitude: 47.61, longitude: 7.66 },
    ];
    const area = { kind: 'area', item: 'place', whereNoDistance: true } as const;
    expect(measured(area, { place: here }, { place: there })).toBeUndefined();
    expect(measured(area, { place: 'Basel, BS, CH' }, { place: there })).toBe('another country');
    expect(measured(area, { place: here }, { place: 'Bern, BE, CH' })).toBe('same country');
  });

  it('compares one part of places, of two fields too', () => {
    const part = { kind: 'same', item: 'seats', profile: 'place', part: 'country' } as const;
    const open = (seats: unknown): unknown =>
      measured({ ...part, values: ['open', 'closed'] }, { seats }, { place: 'Cork, CK, IE' });
    expect(open([{ countryCode: 'DE' }, { countryCode: 'IE' }])).toBe('open');
    expect(open({ countryCode: 'DE' })).toBe('closed');
    expect(open({ city: 'Cork' })).toBeUndefined();
    expect(open([])).toBeUndefined();
  });
});

describe('times', () => {
  const days = (kind: 'age' | 'until', until: string, now = NOW): unknown =>
    measured({ kind, item: 'until' }, { until }, {}, now);

  it('age counts whole days, and knows none that lies ahead', () => {
    expect(days('age', '2026-03-01T23:00:00Z')).toBe(0);
    expect(days('age', '2026-02-27')).toBe(2);
    expect(days('age', '2026-03-02')).toBe(0);
    expect(days('age', '2026-03-03')).toBeUndefined();
    expect(days('age', 'soon')).toBeUndefined();
  });

  it('until counts to both sides', () => {
    expect(days('until', '2026-03-01')).toBe(0);
    expect(days('until', '2026-02-28')).toBe(-1);
    expect(days('until', '2026-03-31')).toBe(30);
    expect(days('until', '')).toBeUndefined();
  });
});

describe('what one side tells', () => {
  it('value finds the first of its values, and may name that there is none', () => {
    const relocation = { kind: 'value', profile: 'mobile', values: ['yes', 'no'] } as const;
    const tell = (mobile: unknown, more = {}): unknown =>
      measured({ ...relocation, values: ['yes', 'no'], ...more }, {}, { mobile });
    expect(tell(true)).toBe('yes');
    expect(tell(false)).toBe('no');
    expect(tell(undefined)).toBeUndefined();
    expect(tell(undefined, { missing: 'not stated' })).toBe('not stated');
    const type = { kind: 'value', item: 'type' } as const;
    expect(measured({ ...type, values: ['b', 'a'] }, { type: ['x', 'a', 'b'] }, {})).toBe('b');
    expect(measured({ ...type, values: ['b', 'a'] }, { type: 'x' }, {})).toBeUndefined();
  });

  it('count counts values once, none too', () => {
    const count = { kind: 'count', item: 'skills' } as const;
    expect(measured(count, { skills: ['a', 'b', 'A'] }, {})).toBe(2);
    expect(measured(count, {}, {})).toBe(0);
  });
});

describe('unless', () => {
  const price = { kind: 'ratio', item: 'price', unless: {} } as const;
  const pair = [
    { price: 300, type: 'sale' },
    { price: 100, mobile: true },
  ] as const;

  it('waives for either side', () => {
    for (const unless of [
      { item: { field: 'type', is: ['gift', 'sale'] } },
      { profile: { field: 'mobile', is: 'yes' } },
      { profile: { field: 'mobile', is: true } },
      { item: { field: 'type', is: 'sale' }, profile: { field: 'mobile', is: 'no' } },
    ]) {
      expect(measured({ ...price, unless }, ...pair)).toBeUndefined();
      expect(measured({ ...price, unless, waived: 0 }, ...pair)).toBe(0);
    }
    const unless = { item: { field: 'type', is: 'gift' }, profile: { field: 'mobile', is: 'no' } };
    expect(measured({ ...price, unless }, ...pair)).toBe(3);
  });

  it('tells what is waived even where nothing can be compared', () => {
    const unless = { item: { field: 'type', is: 'sale' } };
    expect(measured({ ...price, unless, waived: 0 }, { type: 'sale' }, {})).toBe(0);
  });

  it('may waive only what goes beyond', () => {
    const unless = { profile: { field: 'mobile', is: 'yes' }, above: 1 };
    expect(measured({ ...price, unless }, ...pair)).toBeUndefined();
    expect(measured({ ...price, unless }, { price: 90 }, pair[1])).toBeCloseTo(0.9);
    const area = {
      kind: 'area',
      item: 'place',
      unless: { ...unless, above: 'same town' },
    } as const;
    const of = (x: string): unknown =>
      measured(area, { place: x }, { place: 'Cork, CK, IE', mobile: true });
    expect(of('Cork, CK, IE')).toBe('same town');
    expect(of('Dublin, DN, IE')).toBeUndefined();
  });
});

describe('more values than a code has room for', () => {
  it('leave open what they might change', () => {
    const type = { item: 'type', slots: 2 } as const;
    const same = (x: unknown, y: unknown): unknown =>
      measured({ kind: 'same', ...type }, { type: x }, { type: y });
    expect(same(['a', 'b'], 'c')).toBe('no');
    expect(same(['a', 'a', 'b'], 'c')).toBe('no');
    expect(same(['a', 'b', 'c'], 'a')).toBe('yes');
    expect(same(['a', 'b', 'c'], 'c')).toBeUndefined();
    expect(same(['a', 'b', 'c'], 'd')).toBeUndefined();
    const table = { a: { x: 'good' }, b: { x: 'fair' } };
    const grade = { kind: 'grade', ...type, values: ['good', 'fair'], table } as const;
    const graded = (...x: string[]): unknown =>
      measured({ ...grade, values: ['good', 'fair'] }, { type: x }, { type: 'x' });
    expect(graded('b', 'c')).toBe('fair');
    expect(graded('b', 'c', 'd')).toBeUndefined();
    expect(graded('a', 'c', 'd')).toBe('good');
  });

  it('leave open which place is the nearest', () => {
    const at = (latitude: number): object => ({ latitude, longitude: 5 });
    const distance = { kind: 'distance', item: 'place' } as const;
    const three = { place: [at(10), at(20), at(30)] };
    expect(measured(distance, three, { place: at(10) })).toBe(0);
    expect(measured(distance, three, { place: at(11) })).toBeUndefined();
    expect(measured({ ...distance, slots: 3 }, three, { place: at(30) })).toBe(0);
    const area = (...place: string[]): unknown =>
      measured({ kind: 'area', item: 'place' }, { place }, { place: 'Cork, CK, IE' });
    expect(area('Oslo, OS, NO', 'Dublin, DN, IE')).toBe('same country');
    expect(area('Oslo, OS, NO', 'Dublin, DN, IE', 'Cork, CK, IE')).toBeUndefined();
    expect(area('Cork, CK, IE', 'Dublin, DN, IE', 'Oslo, OS, NO')).toBe('same town');
  });
});

it('never depends on the order of values nor on what a code held before', () => {
  const skill = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.array(skill), fc.array(skill), (x, y) => {
      for (const kind of ['coverage', 'contains'] as const) {
        const value = measured({ kind, item: 'skills' }, { skills: x }, { skills: y });
        const turned = [...x].reverse();
        expect(measured({ kind, item: 'skills' }, { skills: turned }, { skills: y })).toBe(value);
        const unique = [...new Set(x)];
        const shared = unique.filter((one) => y.includes(one)).length;
        const isKnown = unique.length > 0 && y.length > 0;
        if (kind === 'coverage') {
          expect(value).toBe(isKnown ? shared / unique.length : undefined);
        } else expect(value).toBe(isKnown ? (shared > 0 ? 'yes' : 'no') : undefined);
      }
    }),
    { numRuns: 50 },
  );
});
