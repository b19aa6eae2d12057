import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCanary } from '../../../src/core/student/canaries.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';
import {
  hardItem,
  hardProfile,
  HARD_NUMBERS,
  HARD_PLACES,
  HARD_SHAPES,
  HARD_TEXTS,
  HARD_TIMES,
} from '../../fixtures/hard-values.ts';

const READER = fileURLToPath(new URL('../../fixtures/second-reader.py', import.meta.url));
const python = spawnSync('python3', ['-c', 'import json']).status === 0;

/** Each hard value where it means most and where it is out of place, then random ones. */
function cases(): { now: number; profile: unknown; items: unknown[] }[] {
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
    { attributes: { desiredSalary: HARD_NUMBERS.slice(-4), employmentType: [true, 'FULL_TIME'] } },
    ...fc.sample(hardProfile, { numRuns: 30, seed: 12 }),
  ];
  const size = Math.ceil(items.length / profiles.length);
  return profiles.map((profile, i) => ({
    now: Date.UTC(2024, 0, 15) + i * 3_333_333_333,
    profile,
    items: items.slice(i * size, (i + 1) * size),
  }));
}

describe.skipIf(!python)('the second reader, written from SPEC.md in Python', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'second-reader-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    { format: 'ternary', width: 33, tower: 7, hidden: 5, extreme: false },
    { format: 'int4', width: 21, tower: 0, hidden: 3, extreme: false },
    { format: 'int8', width: 16, tower: 5, hidden: 4, extreme: true },
  ] as const)('gives the same bits for a $format model', async (options) => {
    const file = await randomStudentFile({ ...options, tableRows: 211, seed: options.format });
    const student = loadStudent(file);
    // As JSON says them: a lone surrogate, -0 and the like travel as any reader gets them.
    const inputs = JSON.parse(JSON.stringify(cases())) as ReturnType<typeof cases>;
    writeFileSync(join(folder, 'model.safetensors'), file);
    writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs));
    const output = execFileSync(
      'python3',
      [READER, join(folder, 'model.safetensors'), join(folder, 'inputs.json')],
      { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const results = JSON.parse(output) as {
      codes: number[];
      outputs: number[][];
      bytes: string[];
    }[];
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
  });

  it('fails on a model with one weight changed', async () => {
    const file = await randomStudentFile({ tableRows: 64 });
    const at = file.length - 1;
    file[at] = file[at]! ^ 1;
    writeFileSync(join(folder, 'changed.safetensors'), file);
    const { status, stderr } = spawnSync('python3', [READER, join(folder, 'changed.safetensors')], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^Canary 1: outputs are/);
    expect(status).toBe(1);
  });
});
