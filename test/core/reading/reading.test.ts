import { RARE_FORMS } from '../../../src/core/reading/rare-forms.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSchema } from '../../../src/core/features/read-schema.ts';
import type { FieldSource } from '../../../src/core/features/schema.ts';
import type { Side } from '../../../src/core/reading/field.ts';
import { createReader, NO_PLACE, UNITS_PER_DEGREE } from '../../../src/core/reading/reading.ts';
import { hardValue } from '../../fixtures/hard-values.ts';
import { SMALL_LEXICON } from '../../fixtures/small-lexicon.ts';

const NOW = Date.UTC(2026, 10, 30);

/** Reads one field of an object. */
function read(field: Omit<FieldSource, 'name'>, object: unknown, side: Side = 'item') {
  const fields = [{ name: 'f', ...field }];
  const schema = readSchema({ name: 's', version: 2, lexicon: SMALL_LEXICON, fields });
  schema.lexicon.forms = RARE_FORMS;
  const { text, textCount, textEnds, values, lows, highs, coordinates } = createReader(schema)(
    side,
    object,
    NOW,
  );
  return {
    texts: Array.from({ length: textCount }, (_, i) =>
      text.slice(i === 0 ? 0 : textEnds[i - 1], textEnds[i]),
    ),
    range: [lows[0], highs[0]],
    value: values[0],
    coordinates: coordinates[0],
  };
}

/** The texts of each place. */
const triples = (texts: readonly string[]): string[][] =>
  texts.flatMap((_, i) => (i % 6 === 0 ? [texts.slice(i, i + 6)] : []));

const pay = { kind: 'amount', per: 'year', min: 10_000, max: 500_000 } as const;

describe('a reading', () => {
  it('gives a place as two triples, and its coordinates', () => {
    const field = { kind: 'place', item: 'at' } as const;
    const leeds = read(field, { at: ['Leeds', 'Kleinstadt', { addressRegion: 'Texas' }] });
    expect(triples(leeds.texts)).toEqual([
      ['leeds', 'GB', '', 'leeds', '', 'GB-ENG'],
      ['', '', '', 'kleinstadt', '', ''],
      ['', 'US', '', '', '', 'US-TX'],
    ]);
    const [latitude, longitude, ...rest] = leeds.coordinates!;
    expect([latitude, longitude]).toEqual([
      Math.round(53.8 * UNITS_PER_DEGREE),
      Math.round(-1.55 * UNITS_PER_DEGREE),
    ]);
    expect(rest).toEqual([NO_PLACE, 0, NO_PLACE, 0]);
  });

  it('gives categories and flags by their canonical names', () => {
    const contract = { kind: 'category', item: 'type', vocabulary: 'employment' } as const;
    expect(read(contract, { type: ['FULL_TIME', 'Teilzeit, unbefristet'] }).texts).toEqual(
      'full-time part-time permanent'.split(' '),
    );
    expect(read({ kind: 'category', item: 'type' }, { type: 'Full time' }).texts).toEqual([
      'Full time',
    ]);
    expect(read({ kind: 'flag', item: 'open' }, { open: ['ja', 'maybe', 0] }).texts).toEqual([
      'true',
      'false',
    ]);
  });

  it('gives a range by its ends and its middle, or the end that is known', () => {
    const field = { ...pay, item: 'baseSalary' };
    expect(read(field, { baseSalary: '$20 - $25 an hour' })).toMatchObject({
      range: [41_600, 52_000],
      value: 46_800,
    });
    expect(read(field, { baseSalary: 'up to $60k' })).toMatchObject({
      range: [NaN, 60_000],
      value: 60_000,
    });
    expect(read(field, { baseSalary: 'competitive' })).toMatchObject({
      range: [NaN, NaN],
      value: NaN,
    });
  });

  it('takes the first path that tells', () => {
    const field = { ...pay, item: ['baseSalary', 'estimatedSalary'] };
    expect(read(field, { baseSalary: 'DOE', estimatedSalary: [50_000, 90_000] }).value).toBe(
      50_000,
    );
    expect(read(field, { baseSalary: 40_000, estimatedSalary: 50_000 }).value).toBe(40_000);
  });

  it('takes unit and currency from what holds the value', () => {
    const field = { ...pay, item: 'offers.price' };
    expect(
      read(field, { offers: [{ price: 20, unitText: 'hour', priceCurrency: 'GBP' }] }).value,
    ).toBe(54_080);
    expect(read({ ...pay, item: 'pay' }, { pay: 50_000, salaryCurrency: 'EUR' }).value).toBeCloseTo(
      55_000,
    );
  });

  it('takes paths that name the ends of a range for what they are', () => {
    const field = { ...pay, item: ['minSalary', 'maxSalary', 'salary'] };
    expect(read(field, { minSalary: 40_000, maxSalary: 50_000 }).range).toEqual([40_000, 50_000]);
    expect(read(field, { maxSalary: 50_000 }).range).toEqual([NaN, 50_000]);
    expect(read(field, { minSalary: 40_000 }).range).toEqual([40_000, NaN]);
    expect(read(field, { salary: 45_000 }).range).toEqual([45_000, 45_000]);
    const ages: Omit<FieldSource, 'name'> = {
      kind: 'number',
      min: 0,
      max: 120,
      item: ['minimumAge', 'maximumAge'],
    };
    expect(read(ages, { minimumAge: '18 Years', maximumAge: '65 Years' }).range).toEqual([18, 65]);
    expect(read({ ...ages, item: 'minutes' }, { minutes: 9 }).range).toEqual([9, 9]);
  });

  it('reads durations, also as the months that dated entries cover', () => {
    const field: Omit<FieldSource, 'name'> = {
      kind: 'duration',
      min: 0,
      max: 240,
      item: 'asked',
      profile: ['years', 'work'],
    };
    expect(read(field, { asked: { monthsOfExperience: '24' } }).value).toBe(24);
    expect(read(field, { asked: '5+ years' }).range).toEqual([60, NaN]);
    const work = [{ startDate: '2024-12', endDate: 'present' }];
    expect(read(field, { work }, 'profile').value).toBeCloseTo(24, 0);
    expect(read(field, { years: 36, work }, 'profile').value).toBe(36);
  });

  it('reads times, and the end of what is stated where that counts', () => {
    const field = { kind: 'time', item: 'validThrough' } as const;
    expect(read(field, { validThrough: ['soon', 'June 2027'] }).value).toBe(Date.UTC(2027, 5));
    expect(read({ ...field, end: true }, { validThrough: 'June 2027' }).value).toBe(
      Date.UTC(2027, 6) - 1,
    );
    expect(read(field, { validThrough: 'present' }).value).toBeNaN();
  });

  it('reads what a class, a prototype or a list holds as plain objects', () => {
    const schema = readSchema({
      name: 's',
      version: 2,
      fields: [
        { name: 'a', kind: 'text', item: ['title', 'more.title'] },
        { name: 'b', kind: 'tags', item: 'more.tags' },
      ],
    });
    const plain = { title: 'Nurse', more: { title: 'Carer', tags: ['a', 'b'] } };
    class Ad {
      get title(): string {
        return plain.title;
      }
      get more(): object {
        return plain.more;
      }
    }
    const textOf = (object: unknown): string => createReader(schema)('item', object, NOW).text;
    expect(textOf(plain)).toBe('NurseCarerab');
    for (const object of [
      new Ad(),
      Object.create(plain),
      Object.assign(Object.create(null), plain),
      [plain],
    ]) {
      expect(textOf(object)).toBe('NurseCarerab');
    }
    expect(textOf([{ title: 'Nurse' }, [plain]])).toBe('NurseNurseCarerab');
  });

  it('never throws, is bounded, and keeps ranges in order, whatever the values', () => {
    const kinds = [
      'text',
      'tags',
      'category',
      'number',
      'amount',
      'duration',
      'place',
      'time',
      'flag',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(hardValue), (kind, values) => {
        const { texts, range, coordinates } = read(
          { kind, min: 1, max: 100, item: 'x' },
          { x: values },
        );
        expect(texts.length).toBeLessThanOrEqual(kind === 'place' ? 6 * 64 : 256);
        expect(range[0]! > range[1]!).toBe(false);
        expect(coordinates!.length % 2).toBe(0);
      }),
    );
  });
});
