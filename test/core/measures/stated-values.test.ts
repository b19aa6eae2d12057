import { expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { statedValues } from '../../../src/core/measures/stated-values.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';

it('finds the values that tables, conditions and results name, by side', () => {
  const schema = compileSchema(EVERY_MEASURE_SCHEMA);
  const on = (name: string, side: 'item' | 'profile'): string[] => statedValues(schema, name, side);
  expect(on('type', 'item').sort()).toEqual(['full', 'none', 'part', 'remote']);
  expect(on('type', 'profile').sort()).toEqual(['full', 'part', 'remote']);
  expect(on('mobile', 'profile').sort()).toEqual(['no', 'yes']);
  expect(on('skills', 'item')).toEqual([]);
});
