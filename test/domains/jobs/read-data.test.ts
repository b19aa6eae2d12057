import { describe, expect, it } from 'vitest';
import { placeRow } from '../../../src/domains/jobs/data-schema.ts';
import { lazily, parseRows, readRows } from '../../../src/domains/jobs/read-data.ts';

const place = {
  id: 'ulm',
  locality: 'Ulm',
  region: 'BW',
  country: 'DE',
  latitude: 48.4,
  longitude: 9.99,
  weight: 1,
  payFactor: 1,
};
const parse = (...rows: (object | string)[]) =>
  parseRows(
    rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
    'places.jsonl',
    placeRow,
  );

describe('parseRows', () => {
  it('reads a row a line and fills in what may be left out', () => {
    expect(parse(place, '', { ...place, aliases: ['Ulma'] })).toEqual([
      { ...place, aliases: [] },
      { ...place, aliases: ['Ulma'] },
    ]);
  });

  it.each([
    ['no JSON', '{"id": "ulm"', 'places.jsonl, line 2: is no JSON.'],
    ['a value out of range', { ...place, latitude: 91 }, 'places.jsonl, line 2: latitude: '],
    ['a key that is not known', { ...place, size: 3 }, 'size'],
    ['a missing key', { ...place, weight: undefined }, 'places.jsonl, line 2: weight: '],
    ['what is no object', '7', 'places.jsonl, line 2: '],
  ])('tells file and line of %s', (_, row, message) => {
    expect(() => parse(place, row)).toThrow(
      expect.objectContaining({
        code: 'INVALID_TABLE',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it('tells a table that is missing', () => {
    expect(() => readRows('no-such.jsonl', placeRow)).toThrow(
      expect.objectContaining({ code: 'FILE_FAILED' }),
    );
  });
});

describe('lazily', () => {
  it('makes a value once, when it is asked for', () => {
    let made = 0;
    const value = lazily(() => void made++);
    expect(made).toBe(0);
    value();
    value();
    expect(made).toBe(1);
  });
});
