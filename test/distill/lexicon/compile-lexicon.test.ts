import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { compileLexicon } from '../../../src/distill/lexicon/compile-lexicon.ts';
import { parseLexicon } from '../../../src/distill/lexicon/lexicon-document.ts';

const compile = (...texts: string[]) =>
  compileLexicon(texts.map((text, index) => parseLexicon(text, `file-${index + 1}.yaml`)));

test('aliases are split, folded and told once', () => {
  expect(
    compile(`
countries:
  NO: Norge | Norway | NORWAY
  US: [USA, U.S.A., United States | Vereinigte Staaten]
regions:
  US: { CA: California, IN: '' }
towns:
  - Sankt Gallen | St. Gallen | St-Gall; NO; ; 47.4239; -9.3748
anywhere: remote | Home-Office | homeoffice
units:
  hour: [2080, hourly | HUR]
  half-month: [24]
currencies:
  USD: [1, $ | US $]
  EUR: [1.1]
magnitudes: { 1000: k | K }
yes: y | on | 1
vocabularies:
  employment:
    full-time: Full Time | fulltime | Vollzeit | 正社員
    other: ''
`),
  ).toEqual({
    countries: { NO: 'norge|norway', US: 'usa|united states|vereinigte staaten' },
    regions: { US: { CA: 'california', IN: '' } },
    towns: ['st gallen|st gall;NO;;47.42;-9.37'],
    anywhere: 'remote|home office',
    units: { hour: [2080, 'hourly|hur'], 'half-month': [24, ''] },
    currencies: { USD: [1, '$|us$'], EUR: [1.1, ''] },
    magnitudes: { '1000': 'k' },
    yes: 'y|on|1',
    vocabularies: { employment: { 'full-time': 'vollzeit|正社員', other: '' } },
  });
});

test('a file adds to those before it; its numbers replace theirs', () => {
  expect(
    compile(
      'countries: { DE: Germany }\ncurrencies: { EUR: [1, €] }\ntowns: [Köln; DE; ; 50; 6]\nyes: yes',
      'countries: { DE: Allemagne, AT: Austria }\ncurrencies: { EUR: [1.2, euro] }\nyes: ja',
      'towns: [KOELN; DE; ; 51; 7, Köln | Cologne; DE; ; 50.9; 6.9]',
    ),
  ).toEqual({
    countries: { DE: 'germany|allemagne', AT: 'austria' },
    currencies: { EUR: [1.2, '€|euro'] },
    towns: ['koln|cologne;DE;;50.9;6.9', 'koeln;DE;;51;7'],
    yes: 'yes|ja',
  });
});

test('names may repeat between lists, between countries, and towns between regions', () => {
  const text = `
countries: { GE: Georgia, US: USA }
regions: { US: { GA: Georgia, IL: Illinois, MO: Missouri }, GE: { AB: Georgia } }
towns: [Springfield; US; IL; 39.8; -89.6, Springfield; US; MO; 37.2; -93.3]
vocabularies: { a: { x: same }, b: { y: same } }`;
  expect(compile(text).towns).toHaveLength(2);
});

test.each([
  ['an unknown key', 'countries: {}\ncountrys: {}', 2, '"countrys" is not known here'],
  ['an unknown key within', 'units:\n  hour: [1]\nfoo:\n  bar: 1', 3, '"foo" is not known here'],
  [
    'an alias of two countries',
    'countries:\n  US: America\n  CA: america',
    3,
    '"america" names both US and CA in countries',
  ],
  [
    'an alias that is a code',
    'countries:\n  US: USA\n  CA: us',
    3,
    '"us" names both US and CA in countries',
  ],
  [
    'an alias with other spaces',
    'vocabularies:\n  kind:\n    a: full time\n    b: fulltime',
    4,
    '"fulltime" names both a and b in vocabularies.kind',
  ],
  [
    'two values of one name',
    'vocabularies:\n  kind:\n    a-b: x\n    a b: y',
    4,
    '"a b" names both a-b and a b in vocabularies.kind',
  ],
  [
    'an alias of two regions',
    'regions:\n  DE:\n    BY: Bayern\n    BW: bayern',
    4,
    '"bayern" names both BY and BW in regions.DE',
  ],
  ['an alias of two months', 'months: [a, b, c, d, e, f, g, h, i, j, k, a]', 1, '"a" names both'],
  ['a code in small letters', 'countries:\n  us: USA', 2, 'expected a code of two capital letters'],
  [
    'a latitude',
    'towns:\n  - Bonn; DE; ; 50; 7\n  - Köln; DE; ; 95; 7',
    3,
    'has an impossible latitude "95"',
  ],
  ['a longitude', 'towns:\n  - Köln; DE; ; 50; 181', 2, 'has an impossible longitude "181"'],
  ['a coordinate', 'towns:\n  - Köln; DE; ; 50,9; 6', 2, 'has an impossible latitude "50,9"'],
  ['a short town', 'towns:\n  - Köln; DE', 2, 'is not of the form'],
  [
    'a town of no known country',
    'countries: { DE: Germany }\ntowns:\n  - Wien; AT; ; 48; 16',
    3,
    'has an unknown country "AT"',
  ],
  [
    'a town of no known region',
    'towns:\n  - Köln; DE; NW; 50; 6',
    2,
    'has an unknown region "NW" of DE',
  ],
  ['a town without a name', 'towns:\n  - "!; DE; ; 50; 6"', 2, 'has no name'],
  [
    'a town name of two',
    'towns:\n  - Bonn | X; DE; ; 50; 6\n  - Köln | X; DE; ; 50; 6',
    3,
    '"x" names both',
  ],
  ['a rate of 0', 'currencies:\n  EUR: [0, €]', 2, 'expected a number above 0'],
  ['a rate below 0', 'currencies:\n  EUR: [-1]', 2, 'expected a number above 0'],
  ['a rate that is none', 'currencies:\n  EUR: [.inf]', 2, 'expected a number above 0'],
  ['a rate that overflows', 'currencies:\n  EUR: [1e999]', 2, 'expected a number above 0'],
  ['a currency by sign', 'currencies:\n  $: [1]', 2, 'expected a code of three capital letters'],
  ['a unit without a number', 'units:\n  hour: hourly', 2, 'units.hour'],
  ['eleven months', 'months: [a, b, c, d, e, f, g, h, i, j, k]', 1, 'expected twelve months'],
  ['a magnitude', 'magnitudes:\n  12: dozen', 2, 'expected 1000, 1000000 or the like'],
  ['a list for a text', 'countries: [US]', 1, 'countries'],
  ['extending nothing', 'extends: [""]', 1, 'expected a name or a path'],
  ['a key twice', 'yes: a\nyes: b', 2, 'Map keys must be unique'],
  ['no YAML', 'yes: a\nno: "b', 2, 'Missing closing'],
  ['a prototype', 'vocabularies:\n  __proto__: { a: b }', 2, '"__proto__" is no name'],
  ['a constructor', 'vocabularies:\n  a: { constructor: b }', 2, 'expected another name'],
])('%s is told with its line', (_, text, line, message) => {
  const error = caught(() => compile(text));
  expect(error).toMatchObject({ code: 'INVALID_LEXICON' });
  expect(String(error)).toContain(message);
  expect(String(error)).toContain(`file-1.yaml, line ${line}:`);
});

test('all that is wrong is told, of many the first twenty', () => {
  const towns = Array.from({ length: 30 }, (_, i) => `  - town ${i}`).join('\n');
  const message = String(caught(() => compile('yes: a', `towns:\n${towns}`)));
  expect(message).toContain('file-2.yaml, line 2:');
  expect(message).toContain('file-2.yaml, line 21:');
  expect(message).not.toContain('line 22:');
  expect(message).toContain('And 10 more.');
});

test.each([
  ['nothing', ''],
  ['spaces', '  \n '],
  ['a comment alone', '# nothing'],
  ['a text', 'hello'],
  ['a number', '42'],
  ['two documents', 'yes: a\n---\nno: b'],
  ['deep brackets', `yes: ${'['.repeat(20_000)}`],
  ['deep dashes', `yes: ${'- '.repeat(20_000)}a`],
  ['many aliases', `yes: &a [b]\nno: [${'*a, '.repeat(200)}*a]`],
  ['an alias within itself', 'yes: &a [*a]'],
  ['an unknown anchor', 'yes: *nowhere'],
  ['a tag', 'yes: !!js/function "x"'],
])('%s is no lexicon, or an honest one', (_, text) => {
  const error = caught(() => compile(text));
  if (error !== undefined) expect(error).toMatchObject({ code: 'INVALID_LEXICON' });
});

test('whatever is read compiles or is refused as a lexicon', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'US',
      'countries',
      'towns',
      'a|b',
      'Köln; DE; ; 1; 2',
      '[1, x]',
      '{',
      '- ',
      '&a',
      '*a',
    ),
  );
  const line = fc
    .tuple(fc.nat(6), word, fc.constantFrom(':', ': ', ': |', ' #', ''), word)
    .map(([indent, key, between, value]) => `${' '.repeat(indent)}${key}${between}${value}`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const error = caught(() => compile(lines.join('\n')));
      expect(error === undefined || isPocketRankError(error, 'INVALID_LEXICON')).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('a lexicon as compiled compiles to itself', () => {
  const alias = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(fc.array(alias, { maxLength: 8 }), (aliases) => {
      const once = compile(JSON.stringify({ ongoing: aliases }));
      const twice = compile(JSON.stringify(once));
      expect(twice).toEqual(once);
    }),
  );
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
