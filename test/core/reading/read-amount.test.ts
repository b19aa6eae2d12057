import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { readAmount, type AmountOptions } from '../../../src/core/reading/read-amount.ts';
import { readNumber } from '../../../src/core/reading/read-number.ts';
import { smallLexicon } from '../../fixtures/small-lexicon.ts';
import { hardValue } from '../../fixtures/hard-values.ts';

const PAY: AmountOptions = { per: 'year', min: 10_000, max: 500_000 };
const PRICE: AmountOptions = { per: 'none', min: 1, max: 5000 };

/** Both ends, rounded to cents; null: open or unknown. */
function ends(value: unknown, options = PAY, holder?: object): (number | null)[] | undefined {
  const range = readAmount(value, options, smallLexicon, holder);
  return (
    range &&
    [range.low, range.high].map((end) => (Number.isNaN(end) ? null : Math.round(end * 100) / 100))
  );
}

const HOURLY = [41_600, 41_600];
const money = (value: unknown, more: object = {}): object => ({
  '@type': 'MonetaryAmount',
  currency: 'USD',
  value,
  ...more,
});

const SHAPES: readonly [value: unknown, ...ends: (number | null)[]][] = [
  [45_000, 45_000, 45_000],
  ['45000', 45_000, 45_000],
  ['45,000.00', 45_000, 45_000],
  ['52.000,00', 52_000, 52_000],
  [money(45_000, { unitText: 'YEAR' }), 45_000, 45_000],
  [money({ value: 20, unitText: 'HOUR' }), ...HOURLY],
  [money({ value: '20', unitText: 'hourly' }), ...HOURLY],
  [money({ value: 20, unitText: 'Per Hour' }), ...HOURLY],
  [money({ value: 20 }, { unitText: 'HOUR' }), ...HOURLY],
  [money('20', { unitCode: 'HUR' }), ...HOURLY],
  [money({ value: 20 }), ...HOURLY],
  [money({ value: 3800, unitText: 'MONTHLY' }), 45_600, 45_600],
  [money({ value: 3800 }), 45_600, 45_600],
  [money({ value: 2000, unitText: 'biweekly' }), 52_000, 52_000],
  [money({ minValue: 20, maxValue: 25, unitText: 'HOUR' }), 41_600, 52_000],
  [money({ minValue: 25, maxValue: 20, unitText: 'HOUR' }), 41_600, 52_000],
  [money({ minValue: 0, maxValue: 60_000 }), null, 60_000],
  [money({ minValue: 60_000 }), 60_000, null],
  [money({ maxValue: '60k' }), null, 60_000],
  [{ currency: 'USD', minValue: 40_000, maxValue: 50_000 }, 40_000, 50_000],
  [{ value: { value: 10_000, currency: 'GBP', unitText: 'YEAR' } }, 13_000, 13_000],
  [{ currency: 'JPY', value: { value: 6_000_000, unitText: 'YEAR' } }, 40_200, 40_200],
  [{ currency: 'GBX', value: { value: 1150, unitText: 'HOUR' } }, 31_096, 31_096],
  ['$22.00 an hour', 45_760, 45_760],
  ['25/hr', 52_000, 52_000],
  ['$20 - $25 an hour', 41_600, 52_000],
  ['$20 per hour – $25 per hour', 41_600, 52_000],
  ['£30k–£35k p.a.', 39_000, 45_500],
  ['50–60k', 50_000, 60_000],
  ['50.000 € – 65.000 €', 55_000, 71_500],
  ['28000 € - 30000 €', 30_800, 33_000],
  ['15-27.5 Lacs P.A.', 1_500_000, 2_750_000],
  ['₹ 12,00,000 per annum', 13_920, 13_920],
  ['up to 60,000', null, 60_000],
  ['bis zu 60.000 EUR', null, 66_000],
  ['from $60,000', 60_000, null],
  ['ab 50.000 €', 55_000, null],
  ['60,000+', 60_000, null],
  ['between 50,000 and 60,000', 50_000, 60_000],
  ["CHF 100'000", 120_000, 120_000],
  ['100’000 CHF', 120_000, 120_000],
  ['50\u202f000 €', 55_000, 55_000],
  ['1,2 Mio ¥ im Jahr', 8040, 8040],
  ['５０,０００', 50_000, 50_000],
  ['&pound;30,000 a year', 39_000, 39_000],
  ['Band 5: £30,000 to £35,000, plus 10% bonus', 39_000, 45_500],
  ['10% bonus, 45,000 base', 45_000, 45_000],
  ['50.000 m/w/d', 50_000, 50_000],
  ['C$50k', 36_000, 36_000],
  ['50k max', null, 50_000],
  ['> 50k', 50_000, null],
  ['$90k+ OTE', 90_000, null],
  ['60 k€', 66_000, 66_000],
  ['401k match, $60,000', 60_000, 60_000],
  ['Band 5: GBP 30,000', 39_000, 39_000],
  ['年収600万円', 40_200, 40_200],
  [{ currency: 'GBp', value: 1150, unitText: 'HOUR' }, 31_096, 31_096],
  [{ currency: 'CAD', value: '$50,000' }, 36_000, 36_000],
];

describe('readAmount', () => {
  it.each(SHAPES)('reads %j per year', (value, ...expected) =>
    expect(ends(value)).toEqual(expected),
  );

  it.each([
    '',
    'competitive',
    'DOE',
    0,
    '0',
    300,
    NaN,
    Infinity,
    null,
    true,
    {},
    [],
    money({ minValue: 0, maxValue: 0 }),
    { currency: 'XYZ', value: 45_000 },
    // A month's pay, or a year's?
    { currency: 'PKR', value: 900_000 },
    '10%',
  ])('says nothing of %j', (value) => expect(ends(value)).toBeUndefined());

  it('reads a price without a unit of time', () => {
    expect(ends(0, PRICE)).toEqual([0, 0]);
    expect(ends('1.299,00 €', PRICE)).toEqual([1428.9, 1428.9]);
    expect(ends('19.99', PRICE)).toEqual([19.99, 19.99]);
    expect(ends({ price: '19,99', priceCurrency: 'EUR' }, PRICE)).toEqual([21.99, 21.99]);
    expect(ends({ lowPrice: 10, highPrice: 20, priceCurrency: 'USD' }, PRICE)).toEqual([10, 20]);
    expect(ends({ priceSpecification: { price: 5, priceCurrency: 'GBP' } }, PRICE)).toEqual([
      6.5, 6.5,
    ]);
    expect(ends('$20 an hour', PRICE)).toEqual([20, 20]);
    expect(ends('80p', PRICE)).toEqual([1.04, 1.04]);
  });

  it('takes unit and currency from the object that holds it', () => {
    expect(ends(20, PAY, { salaryUnit: 'hour', salaryCurrency: 'GBP' })).toEqual([54_080, 54_080]);
    expect(ends(20, PRICE, { priceCurrency: 'EUR' })).toEqual([22, 22]);
  });

  it('takes every currency for the own one where the lexicon has none', () => {
    expect(readAmount({ currency: 'EUR', value: 5 }, PRICE, createWholeLexicon())).toEqual({
      low: 5,
      high: 5,
    });
  });

  it('gives ranges in order, or nothing, of any value', () => {
    fc.assert(
      fc.property(hardValue, fc.constantFrom(PAY, PRICE), (value, options) => {
        const range = readAmount(value, options, smallLexicon);
        if (range === undefined) return;
        expect(range.low > range.high).toBe(false);
        expect(Number.isNaN(range.low) && Number.isNaN(range.high)).toBe(false);
      }),
    );
  });
});

describe('readNumber', () => {
  const at = (value: unknown, max?: number) => {
    const range = readNumber(value, smallLexicon, max);
    return range && [range.low, range.high];
  };

  it.each([
    [7, 7, 7],
    ['7', 7, 7],
    ['-7', -7, -7],
    ['-1.5', -1.5, -1.5],
    ['.5', 0.5, 0.5],
    ['1e3', 1000, 1000],
    ['12 GB', 12, 12],
    ['18-65', 18, 65],
    ['18+', 18, NaN],
    ['1,200.50', 1200.5, 1200.5],
    ['1.200,50', 1200.5, 1200.5],
    ['1.2 million', 1_200_000, 1_200_000],
    [{ value: '12' }, 12, 12],
    [{ '@value': 12 }, 12, 12],
    [{ minValue: 3, maxValue: 5 }, 3, 5],
    ['none', 0, 0],
  ])('reads %j', (value, low, high) => expect(at(value)).toEqual([low, high]));

  it('tells decimals from thousands by what is plausible where the digits do not', () => {
    expect(at('12.500')).toEqual([12_500, 12_500]);
    expect(at('12.500', 100)).toEqual([12.5, 12.5]);
    expect(at('0.125')).toEqual([0.125, 0.125]);
  });

  it.each([true, null, 'many', '', {}, []])('says nothing of %j', (value) =>
    expect(at(value)).toBeUndefined(),
  );
});
