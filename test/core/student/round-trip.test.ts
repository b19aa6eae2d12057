import { describe, expect, it } from 'vitest';
import { checkCanaries, parseCanaries } from '../../../src/core/student/canaries.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { randomStudent, randomStudentFile } from '../../fixtures/random-student.ts';

describe('a written student', () => {
  it.each(['ternary', 'int4', 'int8'] as const)(
    'with a %s table reads back and passes its canaries',
    async (format) => {
      const student = await randomStudent({ format, width: 33, seed: format });
      await checkCanaries(student);
      const outputs = parseCanaries(student).flatMap((canary) => canary.outputs.flat());
      expect(new Set(outputs).size).toBeGreaterThan(outputs.length / 2);
    },
  );

  it('fails its canaries when one weight differs', async () => {
    const student = await randomStudent();
    student.parameters.head.outDot[0]! ^= 1;
    await expect(checkCanaries(student)).rejects.toMatchObject({ code: 'CANARY_FAILED' });
  });

  it('is refused with INVALID_MODEL wherever it is cut off', async () => {
    const file = await randomStudentFile();
    for (let length = 0; length < file.length; length += 997) {
      expect(() => loadStudent(file.subarray(0, length))).toThrowError(
        expect.objectContaining({ code: 'INVALID_MODEL' }),
      );
    }
  });
});
