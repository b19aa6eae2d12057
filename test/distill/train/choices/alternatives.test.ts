import { expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../../src/core/features/schema.ts';
import { createRandom } from '../../../../src/core/math/random.ts';
import { loadStudent } from '../../../../src/core/student/load.ts';
import type { Item, LogEvent } from '../../../../src/core/types.ts';
import { createAlternatives } from '../../../../src/distill/train/choices/alternatives.ts';
import { createPairData } from '../../../../src/distill/train/data/pair-data.ts';
import { createStudentLists } from '../../../../src/distill/train/data/student-lists.ts';
import { randomStudentFile } from '../../../fixtures/random-student.ts';

const NOW = Date.UTC(2024, 0, 31);
const SCHEMA: SchemaSource = {
  name: 'towns',
  version: 2,
  fields: [
    { name: 'country', kind: 'category', item: 'country' },
    { name: 'town', kind: 'category', item: 'town', profile: 'town' },
  ],
  measures: [
    { name: 'country', kind: 'overlap', item: 'country', slots: 1 },
    { name: 'town', kind: 'overlap', item: 'town', slots: 1 },
  ],
};
const TOWNS = ['Oslo', 'Bergen', 'Moss', 'Horten'];

it('finds lists by what narrows them, not by what all items have in common', async () => {
  const items = new Map(
    Array.from({ length: 160 }, (_, i): [string, Item] => [
      `item-${i}`,
      { identifier: `item-${i}`, country: 'NO', town: TOWNS[i % TOWNS.length]! },
    ]),
  );
  const data = createPairData(compileSchema(SCHEMA), items, new Map([['p', { id: 'p' }]]), 64, NOW);
  const student = loadStudent(await randomStudentFile({ schema: SCHEMA, width: 8, hidden: 4 }));
  const events = [...items.keys()].map((itemId): LogEvent => ({
    profileId: 'p',
    itemId,
    type: 'click',
    at: NOW,
  }));
  const alternatives = createAlternatives(
    student.schema,
    data,
    createStudentLists(student, data, NOW),
    events,
    Array.from({ length: 100 }, (_, item) => ({ item, at: NOW })),
    createRandom('alternatives'),
  );
  const found = alternatives(5, NOW, new Set([9]));
  expect(found).toHaveLength(160 / TOWNS.length - 2);
  expect(new Set(found.map((item) => TOWNS[item % TOWNS.length]))).toEqual(new Set(['Bergen']));
  expect(found).not.toContain(5);
  expect(found).not.toContain(9);
});
