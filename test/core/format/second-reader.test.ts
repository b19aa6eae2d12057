import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { applyLimits } from '../../../src/core/limits/apply-limits.ts';
import type { LimitSource } from '../../../src/core/limits/limit.ts';
import { limitsOf } from '../../../src/core/limits/limits-of.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { measureValue } from '../../../src/core/measures/bind-any-measure.ts';
import { runCanary } from '../../../src/core/student/canaries.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { inventObject } from '../../../src/core/student/invent-object.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';
import {
  hardItem,
  hardProfile,
  HARD_NUMBERS,
  HARD_PLACES,
  HARD_SHAPES,
  HARD_TEXTS,
  HARD_TIMES,
  TERM_TEXTS,
} from '../../fixtures/hard-values.ts';
import {
  EVERY_KIND,
  randomStudentFile,
  SIX_OUTPUTS,
  SOME_TERMS,
} from '../../fixtures/random-student.ts';
import { withoutChecksum } from '../../fixtures/without-checksum.ts';
import { SMALL_LEXICON } from '../../fixtures/small-lexicon.ts';

const READER = fileURLToPath(new URL('../../fixtures/second_reader', import.meta.url));
const python = spawnSync('python3', ['-c', 'import json']).status === 0;

interface Input {
  now: number;
  profile: unknown;
  items: unknown[];
}

/** What the second reader makes of an {@link Input}; values by measure, null where unknown. */
interface Result {
  codes: number[];
  outputs: number[][];
  bytes: string[];
  values: (number | null)[][];
  limits: number[][];
}

const NOW = Date.UTC(2024, 0, 15);

/** Hard values where they mean most and where they are out of place, then random ones. */
function hardInputs(): Input[] {
  const items = [
    ...HARD_TEXTS.map((text) => ({
      title: text,
      skills: text,
      employmentType: text,
      jobLocation: text,
    })),
    ...HARD_TEXTS.map((text) => ({
      skills: [text, { name: text }],
      hiringOrganization: { name: text },
    })),
    ...[...TERM_TEXTS, ...TERM_TEXTS].map((text, i) => ({ title: text, skills: TERM_TEXTS[i] })),
    ...HARD_NUMBERS.map((value) => ({ baseSalary: value, title: value, datePosted: value })),
    ...HARD_TIMES.map((value) => ({ datePosted: value, baseSalary: value, employmentType: value })),
    ...HARD_PLACES.map((value) => ({ jobLocation: value, skills: value, title: [value] })),
    ...HARD_SHAPES.map((value) => ({
      title: value,
      skills: value,
      jobLocation: value,
      baseSalary: value,
    })),
    ...HARD_SHAPES,
    ...fc.sample(hardItem, { numRuns: 150, seed: 11 }),
  ];
  const profiles = [
    { basics: { label: 'nurse C++', location: { city: 'Seoul', latitude: 37.5, longitude: 127 } } },
    { basics: { location: HARD_PLACES }, skills: HARD_TEXTS.map((name) => ({ name })) },
    { basics: { label: TERM_TEXTS.join('\n') } },
    { skills: TERM_TEXTS.slice(7, 10).map((name) => ({ name })) },
    { skills: TERM_TEXTS.map((name) => ({ name })), basics: { label: TERM_TEXTS[6] } },
    { attributes: { desiredSalary: HARD_NUMBERS.slice(-4), employmentType: [true, 'FULL_TIME'] } },
    ...fc.sample(hardProfile, { numRuns: 30, seed: 12 }),
  ];
  return spread(items, profiles);
}

/** Objects at whose paths stand what measures compare, plain and hard. */
function measuredInputs(student: Student): Input[] {
  const random = createRandom('second reader');
  const hard = [HARD_NUMBERS, HARD_TIMES, HARD_PLACES, HARD_TEXTS, HARD_SHAPES].flat();
  const invent = (side: 'item' | 'profile'): object => {
    const object = inventObject(student.schema, side, random);
    for (const key of Object.keys(object)) {
      if (random.next() < 0.2) object[key] = random.pick(hard);
    }
    return object;
  };
  const items = Array.from({ length: 260 }, () => invent('item'));
  const each = hard.map((value) => ({ price: value, years: value, until: value, place: value }));
  const others = hard.map((value) => ({ skills: value, type: value, organic: value, size: value }));
  const profiles = Array.from({ length: 24 }, () => invent('profile'));
  return spread([...items, ...each, ...others], profiles);
}

function spread(items: readonly unknown[], profiles: readonly unknown[]): Input[] {
  const size = Math.ceil(items.length / profiles.length);
  const inputs = profiles.map((profile, i) => ({
    now: NOW + i * 3_333_333_333,
    profile,
    items: items.slice(i * size, (i + 1) * size),
  }));
  // As JSON says them: a lone surrogate, -0 and the like travel as any reader gets them.
  return JSON.parse(JSON.stringify(inputs)) as Input[];
}

const LIMITS: LimitSource[] = [
  {
    name: 'Dear',
    cap: 1,
    when: [{ measure: 'Price ratio', intervals: [[1.2, null, true, false]] }],
    reason: '',
  },
  { name: 'Abroad', cap: 0, when: [{ measure: 'Area', values: ['another country'] }], reason: '' },
  {
    name: 'Late',
    cap: 2,
    when: [
      { measure: 'Left', intervals: [[null, 0, false, true]] },
      { measure: 'Any skill', values: ['none'] },
    ],
    reason: '',
  },
];

const withTerms = (schema: SchemaSource): SchemaSource => ({
  ...schema,
  lexicon: { ...schema.lexicon, terms: SOME_TERMS },
});

/** The inputs have three times the fields of a domain, each in a shape of its own. */
const WITH_LEXICON: SchemaSource = {
  ...EVERY_MEASURE_SCHEMA,
  currency: 'USD',
  lexicon: SMALL_LEXICON,
  fields: EVERY_MEASURE_SCHEMA.fields.map((field) =>
    field.name === 'price' ? { ...field, per: 'year', min: 10_000, max: 500_000 } : field,
  ),
};

describe.skipIf(!python)('the second reader, written from SPEC.md in Python', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'second-reader-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function readByPython(file: Uint8Array, inputs: readonly Input[]): Result[] {
    const [model, cases] = [join(folder, 'model.safetensors'), join(folder, 'inputs.json')];
    writeFileSync(model, file);
    writeFileSync(cases, JSON.stringify(inputs));
    const output = execFileSync('python3', [READER, model, cases], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(output) as Result[];
  }

  async function compare(student: Student, inputs: Input[], results: Result[]): Promise<void> {
    const encoder = createEncoder(student);
    for (const [i, input] of inputs.entries()) {
      for (const [j, item] of input.items.entries()) {
        const code = Buffer.from(encoder.item(item, input.now)).toString('hex');
        expect({ item, code }).toEqual({ item, code: results[i]!.bytes[j] });
      }
      const { codes, outputs } = await runCanary(student, input);
      expect(outputs, JSON.stringify(input.profile)).toEqual(results[i]!.outputs);
      expect(codes).toEqual(results[i]!.codes);
    }
  }

  it.each([
    { format: 'ternary', width: 33, tower: 7, hidden: 5, extreme: false },
    { format: 'int4', width: 21, tower: 0, hidden: 3, extreme: false, outputs: SIX_OUTPUTS },
    { format: 'int8', width: 16, tower: 5, hidden: 4, extreme: true, outputs: ['repaid'] },
  ] as const)('gives the same bits for a $format model', async (options) => {
    const lexicon = options.format === 'int8' ? {} : { lexicon: SMALL_LEXICON };
    const schema = withTerms({ ...EVERY_KIND, ...lexicon });
    const file = await randomStudentFile({
      ...options,
      schema,
      tableRows: 211,
      seed: options.format,
    });
    const inputs = hardInputs();
    await compare(loadStudent(file), inputs, readByPython(file, inputs));
  });

  it('gives the same facts, values of measures and limits', async () => {
    const file = await randomStudentFile({
      width: 8,
      hidden: 2,
      tower: 0,
      tableRows: 97,
      schema: WITH_LEXICON,
      limits: LIMITS,
    });
    const student = loadStudent(file);
    const { schema } = student;
    const inputs = measuredInputs(student);
    const results = readByPython(file, inputs);
    await compare(student, inputs, results);
    const encoder = createEncoder(student);
    const limits = limitsOf(student);
    for (const [i, { profile, items, now }] of inputs.entries()) {
      const { evidence } = encoder.profile(profile, now);
      for (const [j, item] of items.entries()) {
        const code = encoder.item(item, now);
        const values = schema.measures.map((measure) => [
          measure.name,
          measureValue(schema, measure, code, 8, evidence) ?? null,
        ]);
        const theirs = results[i]!.values[j]!.map((value, m) => [schema.measures[m]!.name, value]);
        expect({ item, profile, values }).toEqual({ item, profile, values: theirs });
        const which = new Uint32Array(1);
        applyLimits(
          { limits, schema, stride: code.length },
          evidence,
          code,
          Uint32Array.of(0),
          new Uint8Array(1),
          which,
        );
        const held = LIMITS.flatMap((_, l) => ((which[0]! >> l) & 1 ? [l] : []));
        expect(held).toEqual(results[i]!.limits[j]);
      }
    }
    const known = results.flatMap(({ values }) => values.flat()).filter((value) => value !== null);
    expect(known.length).toBeGreaterThan(2000);
    expect(results.flatMap((result) => result.limits.flat()).length).toBeGreaterThan(20);
  });

  it.each([
    ['with a checksum', (file: Uint8Array) => file, /^The file is damaged/],
    ['from before there were any', withoutChecksum, /^Canary 1: outputs are/],
  ])('fails on a model with one weight changed, %s', async (_, older, message) => {
    const file = older(await randomStudentFile({ tableRows: 64 }));
    file[file.length - 1]! ^= 1;
    writeFileSync(join(folder, 'changed.safetensors'), file);
    const { status, stderr } = spawnSync('python3', [READER, join(folder, 'changed.safetensors')], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
  });
});
