import { expect, it } from 'vitest';
import { checkLimits } from '../../../src/core/limits/check-limits.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';
import { randomStudent } from '../../fixtures/random-student.ts';

const good = {
  name: 'Late',
  cap: 1,
  when: [{ measure: 'Left', intervals: [[null, 0, false, true]] }],
  reason: 'It has ended.',
};
const student = await randomStudent({ schema: EVERY_MEASURE_SCHEMA, width: 8, tableRows: 32 });
const check = (limits: string): void =>
  checkLimits({ ...student, metadata: { ...student.metadata, limits } });

it('takes limits that can be applied, and none', () => {
  check(JSON.stringify([good]));
  check('[]');
  checkLimits(student);
});

it.each([
  '[',
  '{}',
  '[null]',
  JSON.stringify([{ ...good, cap: 5 }]),
  JSON.stringify([{ ...good, cap: '1' }]),
  JSON.stringify([{ ...good, reason: undefined }]),
  JSON.stringify([{ ...good, when: undefined }]),
  JSON.stringify([{ ...good, when: [{ measure: 'Lefu', intervals: [] }] }]),
  JSON.stringify([{ ...good, when: [{ measure: 'Taught', intervals: [] }] }]),
  JSON.stringify([{ ...good, when: [{ measure: 'Left', interval: [] }] }]),
  JSON.stringify(Array.from({ length: 33 }, () => good)),
])('refuses %s', (limits) => {
  expect(() => check(limits)).toThrow(expect.objectContaining({ code: 'INVALID_MODEL' }));
});
