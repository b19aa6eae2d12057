import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { describeMeasure } from '../../../src/core/measures/describe-measure.ts';
import { fillSettings, settingsOf } from '../../../src/core/measures/settings.ts';
import { EVERY_FIELD, EVERY_MEASURE, EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';

const schema = compileSchema({ ...EVERY_MEASURE_SCHEMA, currency: 'EUR' });
const described = new Map(
  schema.measures.map((measure) => [measure.name, describeMeasure(schema, measure)]),
);

describe('describeMeasure', () => {
  it('knows units, ranges and the better end of numbers', () => {
    const numbers = [...described.values()].filter(({ kind }) => kind === 'number');
    expect(
      numbers.map((one) => one.kind === 'number' && [one.name, one.unit, one.min, one.max]),
    ).toEqual([
      ['Words', '%', 0, 1],
      ['Texts', '%', 0, 1],
      ['Country', '%', 0, 1],
      ['Named', '%', 0, 1],
      ['Known', '%', 0, 1],
      ['Skills', '%', 0, 1],
      ['Step', 'levels', -1, 1.5],
      ['Price ratio', '%', 0, Infinity],
      ['Price', 'EUR', -Infinity, Infinity],
      ['Years', 'years', -Infinity, Infinity],
      ['Distance', 'km', 0, Infinity],
      ['Share', '%', 0, Infinity],
      ['Age', 'days', 0, Infinity],
      ['Left', 'days', -Infinity, Infinity],
      ['Size', '', 0, Infinity],
      ['Wanted', 'years', 0, Infinity],
      ['How many', 'values', 0, Infinity],
      ['Towns', 'values', 0, Infinity],
      ['Taught', '%', -Infinity, Infinity],
    ]);
    expect(described.get('Step')).toMatchObject({ better: 'less', integer: false });
    expect(described.get('Left')).toMatchObject({ better: 'more', integer: true });
  });

  it('knows the values of categories', () => {
    expect(described.get('Any skill')).toMatchObject({ values: ['some', 'none'] });
    expect(described.get('Fits')).toMatchObject({ values: ['yes', 'no'] });
    expect(described.get('Kind')).toMatchObject({ values: ['full', 'part', 'untold'] });
    expect(described.get('Area')).toMatchObject({ kind: 'category' });
  });

  it('tells what speaks of the item alone, and what a device can compute', () => {
    const ofItem = [...described.values()].filter(({ of }) => of === 'item');
    expect(ofItem.map(({ name }) => name)).toEqual([
      'Age',
      'Left',
      'Kind',
      'Size',
      'How many',
      'Towns',
    ]);
    expect([...described.values()].filter(({ isCarried }) => !isCarried)).toHaveLength(1);
  });
});

describe('settings', () => {
  it('are found once each, and put in their places', () => {
    const share = EVERY_MEASURE.find(({ name }) => name === 'Share')!;
    const source = {
      name: 's',
      version: 2 as const,
      fields: EVERY_FIELD,
      measures: [
        {
          ...share,
          per: { profile: 'reach', otherwise: { setting: 'Longest way' } },
          factor: { item: 'type', values: { part: { setting: 'Half' } } },
        },
        { ...share, name: 'Again', per: { otherwise: { setting: 'Longest way' } } },
      ],
    };
    expect(settingsOf(source)).toEqual(['Longest way', 'Half']);
    expect(() => compileSchema(source)).toThrowError('the setting "Longest way" is not filled in');
    const filled = fillSettings(source, (name) => (name === 'Half' ? 0.5 : 40));
    expect(filled.measures).toMatchObject([
      { per: { profile: 'reach', otherwise: 40 }, factor: { values: { part: 0.5 } } },
      { per: { otherwise: 40 } },
    ]);
    expect(() => compileSchema(filled)).not.toThrow();
  });
});
