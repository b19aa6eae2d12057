import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { createEncoder, createScalarDenseEncoder } from '../../../src/core/student/encode.ts';
import { foldProfile } from '../../../src/core/student/fold.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import { itemCodeBytes } from '../../../src/core/student/student.ts';
import {
  randomStudent,
  SIX_OUTPUTS,
  type RandomStudentOptions,
} from '../../fixtures/random-student.ts';
import { hardItem, hardProfile } from '../../fixtures/hard-values.ts';
import { referenceDense, referenceOutputs } from './reference.ts';

const NOW = Date.UTC(2024, 0, 15);

const SHAPES: RandomStudentOptions[] = [
  { width: 32, hidden: 16, tower: 8 },
  { width: 1, hidden: 1, tower: 1, format: 'ternary' },
  { width: 33, hidden: 0, tower: 0, format: 'int4' },
  { width: 17, hidden: 5, tower: 3, format: 'ternary', extreme: true },
  { width: 384, hidden: 3, tower: 2, extreme: true },
  { width: 24, hidden: 6, outputs: ['repaid'] },
  { width: 40, hidden: 9, extreme: true, outputs: SIX_OUTPUTS },
  {
    width: 48,
    hidden: 7,
    schema: {
      name: 'plain',
      version: 2,
      measures: [],
      fields: [{ name: 'title', kind: 'text', item: 'title', profile: 'basics.label' }],
    },
  },
];

describe.each(SHAPES)('a student of $width × $hidden, tower $tower, $format', (options) => {
  it('encodes as the reference in unbounded integers does', async () => {
    const { schema, parameters } = await randomStudent(options);
    const featurize = createFeaturizer(schema, parameters.tableRows);
    const dense = createScalarDenseEncoder(parameters);
    const out = new Int8Array(parameters.width);
    for (const [side, objects] of [
      ['item', fc.sample(hardItem, { numRuns: 25, seed: 3 })],
      ['profile', fc.sample(hardProfile, { numRuns: 25, seed: 4 })],
    ] as const) {
      for (const object of objects) {
        const bag = featurize(side, object, NOW);
        dense(side, bag, out);
        expect([...out]).toEqual(referenceDense(parameters, side, bag).map((x) => x + 0));
      }
    }
  });

  it('scores as the reference does, on any codes in range and any slots', async () => {
    const student = await randomStudent(options);
    const { parameters } = student;
    const random = createRandom('scores');
    const stride = itemCodeBytes(student);
    for (const peak of [127, 60, 1]) {
      const component = (): number =>
        peak === 127 ? (random.next() < 0.5 ? -127 : 127) : random.integer(2 * peak + 1) - peak;
      const profile = Int8Array.from({ length: parameters.width }, component);
      const codes = Int8Array.from({ length: 6 * stride }, component);
      const slots = Uint32Array.of(5, 0, 3, 3);
      const crosses = Uint8Array.from({ length: slots.length * parameters.crossFeatures }, () =>
        peak === 127 ? 127 : random.integer(128),
      );
      const outputs = student.outputs.length;
      const out = new Int32Array(outputs * slots.length);
      scoreItems(foldProfile(parameters, profile), codes, stride, slots, crosses, out);
      for (const [n, slot] of slots.entries()) {
        const cross = crosses.subarray(
          n * parameters.crossFeatures,
          (n + 1) * parameters.crossFeatures,
        );
        expect([...out.subarray(outputs * n, outputs * (n + 1))]).toEqual(
          referenceOutputs(parameters, profile, codes.subarray(slot * stride), cross),
        );
      }
    }
  });
});

describe('the encoder', () => {
  it('encodes anything, the same each time, within int8 without −128', async () => {
    const student = await randomStudent({ width: 24 });
    const encoder = createEncoder(student);
    fc.assert(
      fc.property(fc.oneof(hardItem, fc.anything()), (item) => {
        const code = encoder.item(item, NOW);
        expect(code).toHaveLength(itemCodeBytes(student));
        expect(code.subarray(0, 24)).not.toContain(0x80);
        expect(encoder.item(item, NOW)).toEqual(code);
      }),
      { numRuns: 300 },
    );
  });

  it('gives an item a code that does not depend on the time, and leaves the object alone', async () => {
    const encoder = createEncoder(await randomStudent());
    const deepFreeze = (value: unknown): unknown => {
      if (value !== null && typeof value === 'object') {
        for (const inner of Object.values(Object.freeze(value))) deepFreeze(inner);
      }
      return value;
    };
    for (const item of fc.sample(hardItem, { numRuns: 50, seed: 5 })) {
      const closed = JSON.parse(JSON.stringify({ ...item, baseSalary: 5 })) as object;
      deepFreeze(closed);
      expect(encoder.item(closed, 0)).toEqual(encoder.item(closed, 2e12));
    }
  });

  it('says INVALID_ITEM or INVALID_PROFILE where the object throws when read, and goes on', async () => {
    const encoder = createEncoder(await randomStudent());
    const cause = new Error('no');
    const trap = {
      get title(): never {
        throw cause;
      },
      basics: new Proxy(
        {},
        {
          get: () => {
            throw cause;
          },
        },
      ),
    };
    const before = encoder.item({ title: 'nurse' }, NOW);
    expect(() => encoder.item(trap, NOW)).toThrowError(
      expect.objectContaining({ code: 'INVALID_ITEM', cause }),
    );
    expect(() => encoder.profile(trap, NOW)).toThrowError(
      expect.objectContaining({ code: 'INVALID_PROFILE', cause }),
    );
    expect(encoder.item({ title: 'nurse' }, NOW)).toEqual(before);
  });

  it('gives the zero code to an object without features', async () => {
    const student = await randomStudent({ tower: 0 });
    const code = createEncoder(student).item({}, NOW);
    expect(code.subarray(0, student.parameters.width).every((x) => x === 0)).toBe(true);
  });
});
