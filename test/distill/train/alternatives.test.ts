import { expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import type { JobPosting, LogEvent } from '../../../src/core/types.ts';
import { createAlternatives } from '../../../src/distill/train/alternatives.ts';
import { createPairData } from '../../../src/distill/train/pair-data.ts';
import { createStudentLists } from '../../../src/distill/train/student-lists.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';

const NOW = Date.UTC(2024, 0, 31);
const SCHEMA: SchemaSource = {
  name: 'towns',
  version: 1,
  fields: [
    { name: 'country', kind: 'category', job: 'country' },
    { name: 'town', kind: 'category', job: 'town', profile: 'town' },
  ],
  crosses: [
    { name: 'country', kind: 'match', job: 'country', slots: 1 },
    { name: 'town', kind: 'match', job: 'town', slots: 1 },
  ],
};
const TOWNS = ['Oslo', 'Bergen', 'Moss', 'Horten'];

it('finds lists by what narrows them, not by what all jobs have in common', async () => {
  const jobs = new Map(
    Array.from({ length: 160 }, (_, i): [string, JobPosting] => [
      `job-${i}`,
      { identifier: `job-${i}`, country: 'NO', town: TOWNS[i % TOWNS.length]! },
    ]),
  );
  const data = createPairData(compileSchema(SCHEMA), jobs, new Map([['p', { id: 'p' }]]), 64, NOW);
  const student = loadStudent(await randomStudentFile({ schema: SCHEMA, width: 8, hidden: 4 }));
  const events = [...jobs.keys()].map((jobId): LogEvent => ({
    profileId: 'p',
    jobId,
    type: 'click',
    at: NOW,
  }));
  const alternatives = createAlternatives(
    student.schema,
    data,
    createStudentLists(student, data, NOW),
    events,
    Array.from({ length: 100 }, (_, job) => ({ job, at: NOW })),
    createRandom('alternatives'),
  );
  const found = alternatives(5, NOW, new Set([9]));
  expect(found).toHaveLength(160 / TOWNS.length - 2);
  expect(new Set(found.map((job) => TOWNS[job % TOWNS.length]))).toEqual(new Set(['Bergen']));
  expect(found).not.toContain(5);
  expect(found).not.toContain(9);
});
