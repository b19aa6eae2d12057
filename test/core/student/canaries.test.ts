import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { checkCanaries, parseCanaries, runCanary } from '../../../src/core/student/canaries.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { inventObject } from '../../../src/core/student/invent-object.ts';
import { makeCanaries } from '../../../src/core/student/make-canaries.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { EVERY_KIND, randomStudent } from '../../fixtures/random-student.ts';

const withCanaries = (student: Student, canaries: string): Student => ({
  ...student,
  metadata: { ...student.metadata, canaries },
});

describe('canaries', () => {
  it('are the same for the same model and seed, and tell items apart', async () => {
    const student = await randomStudent();
    const canaries = await makeCanaries(student, 7);
    expect(await makeCanaries(student, 7)).toEqual(canaries);
    expect(await makeCanaries(student, 8)).not.toEqual(canaries);
    const codes = canaries.flatMap((canary) => canary.codes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(JSON.parse(JSON.stringify(canaries))).toEqual(canaries);
  });

  it('reach every field and every cross feature', async () => {
    const student = await randomStudent();
    const canaries = parseCanaries(student);
    const fields = new Set<string>();
    for (const { items } of canaries)
      for (const item of items) for (const k in item as object) fields.add(k);
    expect(fields.size).toBe(EVERY_KIND.fields.length);
  });

  it('pass for the definition, and name the first difference of anything else', async () => {
    const student = await randomStudent();
    await checkCanaries(student);
    const off = (by: number): Promise<void> =>
      checkCanaries(
        student,
        createEncoder(student),
        (query, codes, stride, slots, crosses, out) => {
          scoreItems(query, codes, stride, slots, crosses, out);
          out[3]! += by;
        },
      );
    await off(0);
    await expect(off(1)).rejects.toMatchObject({
      code: 'CANARY_FAILED',
      message: expect.stringContaining(
        'Canary 1, item 2: hash of the code and outputs are',
      ) as string,
    });
    const encoder = createEncoder(student);
    const wrong = checkCanaries(student, {
      ...encoder,
      item: (item, now) => encoder.item(item, now).map((byte, i) => (i === 5 ? byte ^ 1 : byte)),
    });
    await expect(wrong).rejects.toMatchObject({
      code: 'CANARY_FAILED',
      message: expect.stringContaining(
        'Canary 1, item 1: hash of the code and outputs are',
      ) as string,
    });
  });

  it('wait for engines that answer later', async () => {
    const student = await randomStudent();
    const [canary] = parseCanaries(student);
    const later = await runCanary(student, canary!, undefined, async (...args) => {
      await Promise.resolve();
      scoreItems(...args);
    });
    expect(later.outputs).toEqual(canary!.outputs);
  });

  it.each([
    '{',
    '{}',
    '[1]',
    '[null]',
    '[{"now":1}]',
    '[{"now":1,"items":[{}],"codes":[],"outputs":[]}]',
    '[{"now":1,"items":[{}],"codes":[1],"outputs":[[1]]}]',
  ])('are refused as %s', async (canaries) => {
    const student = withCanaries(await randomStudent(), canaries);
    expect(() => parseCanaries(student)).toThrowError(
      expect.objectContaining({ code: 'INVALID_MODEL' }),
    );
  });
});

describe('inventObject', () => {
  it('fills nested and shared paths without harm', () => {
    const schema = compileSchema({
      name: 's',
      version: 2,
      fields: [
        { name: 'a', kind: 'text', item: 'x' },
        { name: 'b', kind: 'text', item: 'x.y' },
        { name: 'c', kind: 'tags', item: 'u.v.w', profile: 'u' },
        { name: 'd', kind: 'number', item: 'u.n', min: 1, max: 2 },
      ],
    });
    for (let seed = 0; seed < 30; seed++) {
      const object = inventObject(schema, 'item', createRandom(seed));
      expect(Object.keys(object).every((key) => key === 'x' || key === 'u')).toBe(true);
    }
    expect(Object.keys({})).toEqual([]);
  });
});
