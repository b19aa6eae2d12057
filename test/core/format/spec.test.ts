import { describe, expect, it } from 'vitest';
import { loadStudent } from '../../../src/core/student/load.ts';
import { readTensorFile } from '../../../src/core/format/safetensors.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';
import { evaluate, SPEC, VECTORS } from './spec-vectors.ts';

/** The vectors of SPEC.md by kind: each line is the inputs and, last, the result. */
const blocks = [...SPEC.matchAll(/^```vectors (\w+)\n([^]*?)^```$/gm)].map(([, kind, body]) => ({
  kind: kind!,
  vectors: body!
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[]),
}));

describe('SPEC.md', () => {
  it('has vectors of every kind', () => {
    expect(blocks.map(({ kind }) => kind).sort()).toEqual(Object.keys(VECTORS).sort());
    for (const { vectors } of blocks) expect(vectors.length).toBeGreaterThanOrEqual(4);
  });

  describe.each(blocks)('$kind', ({ kind, vectors }) => {
    it.each(vectors.map((vector) => ({ vector, line: JSON.stringify(vector) })))(
      '$line',
      ({ vector }) => {
        expect(evaluate(kind, vector.slice(0, -1))).toEqual(vector.at(-1));
      },
    );
  });

  it('names every metadata key and tensor of a model file', async () => {
    const { tensors, metadata } = readTensorFile(await randomStudentFile({ map: true }));
    for (const key of Object.keys(metadata)) {
      if (key !== 'provenance') expect(SPEC).toContain(`\`${key}\``);
    }
    for (const name of tensors.keys()) {
      const [, general, last] = /^(.*?)\.?(\w+)$/.exec(
        name.replace(/\.(item|profile)\./, '.<side>.'),
      )!;
      const named = SPEC.includes(`\`${general}${general ? '.' : ''}${last}\``);
      expect(named || SPEC.includes(`\`.${last}\``), name).toBe(true);
    }
  });

  it('names every property of the model metadata', async () => {
    const student = loadStudent(await randomStudentFile());
    const info = JSON.parse(student.metadata.model!) as Record<string, unknown>;
    for (const key of [...Object.keys(info), ...Object.keys(info.shifts as object)]) {
      expect(SPEC).toContain(`\`${key}\``);
    }
  });

  it('has no dead links to its sections', () => {
    const anchors = new Set(
      [...SPEC.matchAll(/^## (.+)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\w ]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = [...SPEC.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(anchors.size);
    for (const link of links) expect(anchors).toContain(link);
  });
});
