import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { foldName } from '../../../src/core/reading/fold-name.ts';
import type { LexiconSource } from '../../../src/core/reading/lexicon-source.ts';
import { pruneLexicon } from '../../../src/distill/lexicon/prune-lexicon.ts';
import { readLexicon } from '../../../src/distill/lexicon/read-lexicon.ts';

const DOMAINS = fileURLToPath(new URL('../../../src/domains/', import.meta.url));
const common = await readLexicon(`${DOMAINS}common`, DOMAINS);
const jobs = await readLexicon(`${DOMAINS}jobs`, DOMAINS);

/** What a name means in a list of texts, as the reader looks it up: without spaces, keys too. */
function lookUp(list: Record<string, string>, name: string): string | undefined {
  const wanted = foldName(name).replaceAll(' ', '');
  return Object.keys(list).find((key) =>
    [foldName(key), ...list[key]!.split('|')].some((alias) => alias.replaceAll(' ', '') === wanted),
  );
}

const gzipBytes = (value: unknown) => gzipSync(JSON.stringify(value), { level: 9 }).length;

test('every lexicon that ships compiles', async () => {
  for (const name of readdirSync(DOMAINS)) {
    const folder = `${DOMAINS}${name}`;
    if (!existsSync(`${folder}/lexicon.yaml`) && !existsSync(`${folder}/lexicon`)) continue;
    expect(Object.keys(await readLexicon(folder, DOMAINS))).not.toEqual([]);
  }
});

test('what every model may carry stays small', () => {
  expect(gzipBytes(common)).toBeLessThan(9_300);
  expect(gzipBytes(jobs.vocabularies)).toBeLessThan(3_600);
});

describe('countries', () => {
  // Those that CLDR calls otherwise than people do.
  const CALLED: Readonly<Record<string, string>> = {
    'Sonderverwaltungsregion Hongkong': 'Hongkong',
    'Hong Kong SAR China': 'Hong Kong',
    'Sonderverwaltungsregion Macau': 'Macau',
    'Macao SAR China': 'Macao',
    'Palestinian Territories': 'Palestine',
    'Palästinensische Autonomiegebiete': 'Palästina',
    'Myanmar (Burma)': 'Myanmar',
  };
  const withAnd = (name: string) =>
    name.replace('&', 'and').replace('Vincent and Gr', 'Vincent and the Gr');
  const codes = Object.keys(common.countries!);

  test.each([
    ['English', 'en'],
    ['German', 'de'],
  ])('are found by their %s name', (_, locale) => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    const found = codes.map((code) => {
      const name = names.of(code)!;
      return [code, lookUp(common.countries!, withAnd(CALLED[name] ?? name))];
    });
    expect(found).toEqual(codes.map((code) => [code, code]));
  });

  test('are all sovereign states and larger territories, each with one code of three letters', () => {
    expect(codes.length).toBeGreaterThan(215);
    const threes = codes.map((code) => common.countries![code]!.split('|')[0]!);
    expect(threes.every((three) => /^[a-z]{3}$/.test(three))).toBe(true);
    expect(new Set(threes).size).toBe(codes.length);
  });

  test.each([
    ['USA', 'US'],
    ['us', 'US'],
    ['U.S.', 'US'],
    ['Vereinigte Staaten von Amerika', 'US'],
    ['UK', 'GB'],
    ['Great Britain', 'GB'],
    ['England', 'GB'],
    ['DEU', 'DE'],
    ['Deutschland', 'DE'],
    ['ÖSTERREICH', 'AT'],
    ['Suisse', 'CH'],
    ['Holland', 'NL'],
    ['Nederland', 'NL'],
    ['Czech Republic', 'CZ'],
    ['Polska', 'PL'],
    ['España', 'ES'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Korea', 'KR'],
    ['Россия', 'RU'],
    ['Viet Nam', 'VN'],
    ['日本', 'JP'],
    ['PAK', 'PK'],
    ['Ivory Coast', 'CI'],
    ['Narnia', undefined],
  ])('%s is %s', (name, code) => {
    expect(lookUp(common.countries!, name)).toBe(code);
  });
});

test.each([
  ['US', 'California', 'CA'],
  ['US', 'ca', 'CA'],
  ['US', 'Georgia', 'GA'],
  ['CA', 'Québec', 'QC'],
  ['DE', 'Bavaria', 'BY'],
  ['DE', 'Thüringen', 'TH'],
  ['DE', 'NRW', 'NW'],
  ['AT', 'Vienna', '9'],
  ['CH', 'Genève', 'GE'],
  ['GB', 'Greater London', 'ENG'],
  ['AU', 'New South Wales', 'NSW'],
])('of the regions of %s, %s is %s', (country, name, code) => {
  expect(lookUp(common.regions![country]!, name)).toBe(code);
});

test('the United States have 50 states, a district and Puerto Rico', () => {
  expect(Object.keys(common.regions!.US!)).toHaveLength(52);
});

test.each([
  ['Köln', 'cologne'],
  ['Koeln', 'cologne'],
  ['Wien', 'vienna'],
  ['München', 'munich'],
  ['Praha', 'prague'],
  ['Warszawa', 'warsaw'],
  ['NYC', 'new york'],
  ['St. Paul', 'st paul'],
  ['Bangalore', 'bengaluru'],
])('the town of %s is %s', (name, canonical) => {
  const town = common.towns!.find((text) =>
    text.split(';')[0]!.split('|').includes(foldName(name)),
  );
  expect(town?.split(/[|;]/)[0]).toBe(canonical);
});

test('units of time make a year of work', () => {
  const perYear = Object.fromEntries(
    Object.entries(common.units!).map(([name, [number]]) => [name, number]),
  );
  expect(perYear).toEqual({
    hour: 2080,
    day: 260,
    week: 52,
    'two-weeks': 26,
    month: 12,
    'half-month': 24,
    quarter: 4,
    year: 1,
  });
});

const unitTexts = Object.fromEntries(
  Object.entries(common.units!).map(([name, [, aliases]]) => [name, aliases]),
);

test.each([
  ['HOUR', 'hour'],
  ['hourly', 'hour'],
  ['HUR', 'hour'],
  ['DAY', 'day'],
  ['WEE', 'week'],
  ['Bi-weekly', 'two-weeks'],
  ['MONTHLY', 'month'],
  ['MON', 'month'],
  ['p.m.', 'month'],
  ['ANN', 'year'],
  ['P.A.', 'year'],
  ['Jahr', 'year'],
  ['月給', 'month'],
])('the unit %s is %s', (name, unit) => {
  expect(lookUp(unitTexts, name)).toBe(unit);
});

test.each([
  ['employment', 'FULL_TIME', 'full-time'],
  ['employment', 'Full Time, Permanent', 'full-time'],
  ['employment', 'CDI', 'full-time'],
  ['employment', 'CDD', 'temporary'],
  ['employment', 'Teilzeit', 'part-time'],
  ['employment', 'Vollzeit', 'full-time'],
  ['employment', '正社員', 'full-time'],
  ['employment', 'Minijob', 'part-time'],
  ['employment', 'Zeitarbeit', 'temporary'],
  ['employment', 'Werkstudent', 'internship'],
  ['employment', 'alternance', 'internship'],
  ['employment', 'CONTRACTOR', 'contract'],
  ['employment', 'PER_DIEM', 'per-diem'],
  ['workplace', 'TELECOMMUTE', 'remote'],
  ['workplace', 'Work from home', 'remote'],
  ['workplace', 'Home-Office', 'remote'],
  ['workplace', 'télétravail', 'remote'],
  ['workplace', 'On-site', 'onsite'],
  ['workplace', 'Hybrid', 'hybrid'],
  ['education', 'bachelor degree', 'bachelor'],
  ['education', "Master's degree", 'master'],
  ['education', 'Ph.D.', 'doctorate'],
  ['education', 'high school', 'high-school'],
  ['education', 'Abitur', 'high-school'],
  ['education', 'professional certificate', 'vocational'],
  ['seniority', 'Sr.', 'senior'],
  ['seniority', 'Teamleiter', 'lead'],
  ['seniority', 'entry-level', 'junior'],
  ['seniority', 'Mid-Senior level', undefined],
])('of %s, %s is %s', (vocabulary, name, value) => {
  expect(lookUp(jobs.vocabularies![vocabulary]!, name)).toBe(value);
});

describe('pruning', () => {
  const keys = (lexicon: LexiconSource) => Object.keys(lexicon).sort();

  test('keeps what fields use', () => {
    expect(pruneLexicon(jobs, { fields: [{ kind: 'text' }, { kind: 'tags' }] })).toEqual({});
    expect(keys(pruneLexicon(jobs, { fields: [{ kind: 'time' }, { kind: 'flag' }] }))).toEqual([
      'months',
      'no',
      'ongoing',
      'yes',
    ]);
    expect(keys(pruneLexicon(jobs, { fields: [{ kind: 'place' }] }))).toEqual([
      'anywhere',
      'countries',
      'regions',
      'towns',
    ]);
    const price = pruneLexicon(jobs, { fields: [{ kind: 'amount', per: 'none' }] });
    expect(keys(price)).toEqual(['currencies', 'from', 'magnitudes', 'to', 'upTo']);
    const pay = pruneLexicon(jobs, { fields: [{ kind: 'amount', per: 'year' }] });
    expect(pay.units).toEqual(common.units);
    const terms = pruneLexicon(jobs, { fields: [{ kind: 'tags', vocabulary: 'employment' }] });
    expect(terms).toEqual({ vocabularies: { employment: jobs.vocabularies!.employment } });
  });

  test('restates rates in the currency of the schema', () => {
    const { currencies } = pruneLexicon(jobs, { currency: 'EUR', fields: [{ kind: 'amount' }] });
    expect(currencies!.EUR![0]).toBe(1);
    expect(currencies!.USD![0]).toBe(0.9091);
    expect(currencies!.GBX![0] * 100).toBeCloseTo(currencies!.GBP![0], 2);
    expect(common.currencies!.EUR![0]).toBe(1.1);
  });

  test('a vocabulary or currency that is missing is an error', () => {
    const fields = [{ kind: 'amount', vocabulary: 'sizes' }];
    expect(() => pruneLexicon(jobs, { fields })).toThrow(/no vocabulary "sizes".*employment/);
    expect(() => pruneLexicon(jobs, { currency: 'XXX', fields: [{ kind: 'amount' }] })).toThrow(
      /no rate of XXX/,
    );
  });
});
