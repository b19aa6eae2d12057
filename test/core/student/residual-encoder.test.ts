import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { normalizeToInt8 } from '../../../src/core/math/normalize.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { addResiduals, checkResiduals } from '../../../src/core/student/residual-encoder.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';

const HASH = 'cd'.repeat(32);
const known = { identifier: { value: 'known' }, title: 'night nurse', baseSalary: 40_000 };

let student: Student;
let width: number;
let byItem: Map<string, Int8Array>;
beforeAll(async () => {
  student = loadStudent(await randomStudentFile());
  width = student.parameters.width;
  const random = createRandom('residual');
  byItem = new Map([['known', Int8Array.from({ length: width }, () => random.integer(61) - 30)]]);
});

describe('addResiduals', () => {
  it('moves the dense code of a known item, and nothing else of it', () => {
    const plain = createEncoder(student).item(known, 0);
    const moved = addResiduals(createEncoder(student), student, byItem).item(known, 0);
    const dense = new Int8Array(plain.buffer, 0, width);
    const expected = new Int8Array(width);
    normalizeToInt8(
      Int32Array.from(dense, (x, d) => x + byItem.get('known')![d]!),
      expected,
    );
    expect(new Int8Array(moved.buffer, 0, width)).toEqual(expected);
    expect(expected).not.toEqual(dense);
    expect(moved.subarray(width)).toEqual(plain.subarray(width));
  });

  it('leaves new items to their content, and profiles as they are', () => {
    const plain = createEncoder(student);
    const encoder = addResiduals(createEncoder(student), student, byItem);
    for (const item of [{ ...known, identifier: 'new' }, { title: 'nurse' }, null, 7]) {
      expect(encoder.item(item, 0)).toEqual(plain.item(item, 0));
    }
    const profile = { id: 'known', basics: { label: 'nurse' } };
    expect(encoder.profile(profile, 0).dense).toEqual(plain.profile(profile, 0).dense);
  });
});

describe('checkResiduals', () => {
  it('refuses those of another model', () => {
    const mismatch = expect.objectContaining({ code: 'MODEL_MISMATCH' }) as Error;
    checkResiduals({ modelHash: HASH, width, byItem }, student, HASH);
    expect(() => checkResiduals({ modelHash: HASH, width, byItem }, student, '0')).toThrow(
      mismatch,
    );
    const wider = { modelHash: HASH, width: width + 1, byItem };
    expect(() => checkResiduals(wider, student, HASH)).toThrow(mismatch);
  });
});
