import { describe, expect, it } from 'vitest';
import type { FieldKind, Side } from '../../../src/core/features/schema.ts';
import type { Found } from '../../../src/distill/schema/found.ts';
import { arePlaces, findPlaces, placeNames } from '../../../src/distill/schema/find-places.ts';
import { pairNumbers } from '../../../src/distill/schema/pair-numbers.ts';
import { endOf, isAversion, nameOf, subjectWords } from '../../../src/distill/schema/path-names.ts';
import { pairValues } from '../../../src/distill/schema/pair-values.ts';
import { pathStatistics } from '../../../src/distill/schema/path-statistics.ts';

function found(side: Side, path: string, kind: FieldKind, values: (string | number)[]): Found {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  return {
    side,
    path,
    kind,
    name: nameOf(path),
    words: subjectWords(path),
    values: new Set(values.filter((value) => typeof value === 'string')),
    labels: [],
    numbers,
    many: true,
    objects: values.length,
    isExact: false,
  };
}

const pathsOf = (pairs: { item: Found; profile: Found }[]): string[] =>
  pairs.map(({ item, profile }) => `${item.path} ~ ${profile.path}`);

describe('pairValues', () => {
  const topics = found('item', 'about', 'tags', ['clay', 'metal', 'travel', 'work']);
  const towns = found('item', 'town', 'tags', ['york', 'leeds']);

  it('pairs by values, whatever the names; one of an item may serve several of a person', () => {
    const likes = found('profile', 'attributes.interests', 'tags', ['clay', 'travel', 'chess']);
    const not = found('profile', 'attributes.notFor', 'tags', ['metal', 'work']);
    expect(pathsOf(pairValues([towns, topics], [likes, not]))).toEqual([
      'about ~ attributes.interests',
      'about ~ attributes.notFor',
    ]);
  });

  it('pairs nothing where values differ, and codes by their names alone', () => {
    expect(pairValues([topics, towns], [found('profile', 'x', 'tags', ['a', 'b'])])).toEqual([]);
    const codes = ['1', '2', '3', '4'];
    const item = found('item', 'attributes.companyType', 'category', codes);
    const school = found('profile', 'attributes.schoolType', 'category', codes);
    const company = found('profile', 'attributes.companyType', 'category', codes);
    expect(pathsOf(pairValues([item], [school, company]))).toEqual([
      'attributes.companyType ~ attributes.companyType',
    ]);
  });
});

describe('pairNumbers', () => {
  const price = found('item', 'offers.price', 'amount', [10, 50, 90, 200]);
  const stars = found('item', 'rating', 'number', [1, 2, 3, 4, 5]);
  const weight = found('item', 'weightGrams', 'number', [900, 1500, 4000]);

  it('pairs by words and their synonyms', () => {
    const budget = found('profile', 'attributes.maxBudget', 'amount', [1000, 2000]);
    expect(pathsOf(pairNumbers([price, stars], [budget]))).toEqual([
      'offers.price ~ attributes.maxBudget',
    ]);
  });

  it('pairs without a word in common only what is alone in its range', () => {
    const limit = found('profile', 'carries', 'number', [1000, 2000, 3000]);
    expect(pathsOf(pairNumbers([price, stars, weight], [limit]))).toEqual([
      'weightGrams ~ carries',
    ]);
    const volume = found('item', 'volume', 'number', [1000, 1500, 5000]);
    expect(pairNumbers([price, weight, volume], [limit])).toEqual([]);
    const small = found('profile', 'rooms', 'number', [1, 2, 3]);
    expect(pairNumbers([stars], [small])).toEqual([]);
  });
});

describe('findPlaces', () => {
  it('takes objects with an address or coordinates as a whole', () => {
    const places = findPlaces(
      pathStatistics([
        {
          site: { address: { addressLocality: 'York' }, geo: { latitude: 53.9, longitude: -1 } },
          ships: { addressCountry: 'GB' },
          city: 'York',
        },
      ]),
    );
    expect(places.map(({ path, isExact }) => [path, isExact])).toEqual([
      ['site', true],
      ['ships', false],
    ]);
  });

  it('knows texts that name places by a lexicon', () => {
    const names = placeNames({
      countries: { DE: 'germany|deutschland' },
      towns: ['koln|cologne;DE;NW;50.94;6.96'],
    });
    expect(arePlaces(['Köln', 'Cologne, Germany', 'somewhere'], names)).toBe(true);
    expect(arePlaces(['red', 'green', 'Köln'], names)).toBe(false);
  });
});

describe('names of paths', () => {
  it.each([
    ['brand.name', 'brand'],
    ['attributes.maxDeliveryDays', 'max delivery days'],
    ['offers.price', 'price'],
    ['transitTime.maxValue', 'transit time'],
    ['attributes.name', 'name'],
  ])('%s speaks of %s', (path, name) => expect(nameOf(path)).toBe(name));

  it('tells ends and aversions', () => {
    expect([endOf('minimumIncome'), endOf('a.maxPrice'), endOf('budget'), endOf('price')]).toEqual([
      'low',
      'high',
      'high',
      undefined,
    ]);
    expect([isAversion('allergies'), isAversion('avoidedBrands'), isAversion('brands')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
