import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import { openPolicy } from '../../../src/distill/policy/open-policy.ts';
import { inferDomain, type InferredDomain } from '../../../src/distill/schema/infer-domain.ts';
import { writeDomain } from '../../../src/distill/schema/write-domain.ts';
import { readSampleFile } from '../../../src/distill/simulate/sample-source.ts';
import { simulateTables } from '../../../src/distill/simulate/simulate-tables.ts';
import { asTables } from '../../../src/distill/simulate/simulated-tables.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import type { Tables } from '../../../src/distill/tables/types.ts';
import { domains } from '../../../src/domains/registry.ts';

const NOW = Date.UTC(2026, 10, 30);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pocketrank-domain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tables of a trade that ships, as somebody would have them who does not know that it ships. */
async function tablesOf(name: string): Promise<Tables> {
  const { schema } = await domains.open(name);
  const sample = await readSampleFile(join(domains.folder, name, 'sample.yaml'));
  const drawn = simulateTables(sample, {
    items: 400,
    profiles: 150,
    sessions: 0,
    grades: 0,
    seed: 1,
    now: NOW,
    key: schema.keys![0]!,
    noun: schema.noun!.one,
    types: createEventTypes(schema.events),
    grade: () => 2,
  });
  return asTables(drawn, schema);
}

const measure = ({ domain }: InferredDomain, name: string): MeasureSource | undefined =>
  domain.schema.measures!.find((one) => one.name === name);
const reason = ({ left }: InferredDomain, path: string): string | undefined =>
  left.find((one) => one.path === path)?.reason;

describe('inferDomain', () => {
  it('compares across differing names, by values, ranges and kinds', async () => {
    const inferred = await inferDomain(await tablesOf('products'), { domains });
    expect(measure(inferred, 'Price ratio')).toMatchObject({ kind: 'ratio', better: 'less' });
    expect(measure(inferred, 'Brand fits')).toMatchObject({ kind: 'contains' });
    expect(measure(inferred, 'Avoided brands present')).toMatchObject({ kind: 'contains' });
    expect(measure(inferred, 'Shipping destination area')).toMatchObject({ kind: 'area' });
    expect(measure(inferred, 'Days to price valid until')).toMatchObject({ kind: 'until' });
    expect(inferred.because.get('Brand fits')).toMatch(/^\d+ of \d+ values stand on both sides/);
    const { fields, currency } = inferred.domain.schema;
    expect(currency).toBe('EUR');
    expect(fields.find(({ name }) => name === 'name')).toMatchObject({
      kind: 'text',
      item: 'name',
      profile: 'attributes.lookingFor',
    });
  });

  it('reports false friends among protected attributes with how to exempt them', async () => {
    const products = await inferDomain(await tablesOf('products'), { domains });
    expect(reason(products, 'attributes.photoCount')).toBe('a protected attribute ("photo")');
    expect(products.left.find(({ path }) => path === 'attributes.photoCount')?.exemption).toBe(
      "{ path: attributes.photoCount, side: item, reason: '…' }",
    );
    const { left } = await inferDomain(await tablesOf('care'), { domains });
    const minimum = left.find(({ path }) => /minimumAge/.test(path));
    expect(minimum?.reason).toMatch(/protected attribute \("age"\)/);
    expect(minimum?.exemption).toContain('side: item');
  });

  it('proposes what a loan asks for as limits of an applicant', async () => {
    const inferred = await inferDomain(await tablesOf('lending'), { domains });
    expect(measure(inferred, 'Minimum income met')).toMatchObject({ kind: 'atMost' });
    expect(() => compileSchema(inferred.domain.schema)).not.toThrow();
  });

  it('puts further fields on a known domain that the tables fill, with its policy', async () => {
    const tables = await tablesOf('products');
    for (const [i, item] of [...tables.items.values()].entries()) {
      Object.assign(item, { origin: ['valley', 'coast', 'hills'][i % 3] });
    }
    const base = await domains.open('products');
    const { domain, known } = await inferDomain(tables, { base, domains });
    expect(known?.name).toBe('products');
    expect(domain.policy).toBe(base.policy);
    expect(domain.schema.fields.map(({ name }) => name)).toEqual([
      ...base.schema.fields.map(({ name }) => name),
      'origin',
    ]);
  });

  it('keeps of a known domain of another trade what the tables fill, and no policy', async () => {
    const base = await domains.open('jobs');
    const { domain, known } = await inferDomain(await tablesOf('products'), { base, domains });
    expect(known).toBeUndefined();
    expect(domain.policy).toBeUndefined();
    expect(domain.schema.measures!.some(({ kind }) => kind === 'taught')).toBe(false);
    expect(() => compileSchema(domain.schema)).not.toThrow();
  });
});

describe('writeDomain', () => {
  it.each(['products', 'care', 'lending'])(
    'writes a folder of %s that opens, with a policy that compiles',
    async (name) => {
      const tables = await tablesOf(name);
      const dir = await mkdtemp(join(folder, `${name}-`));
      const inferred = await inferDomain(tables, { domains });
      await writeDomain(inferred, dir, NOW);
      const opened = await domains.open(dir);
      const names = (list: readonly { name: string }[] = []): string[] =>
        list.map((one) => one.name);
      expect(names(opened.schema.fields)).toEqual(names(inferred.domain.schema.fields));
      expect(names(opened.schema.measures)).toEqual(names(inferred.domain.schema.measures));
      const policy = openPolicy(opened)!;
      expect(policy.criteria.length).toBeGreaterThan(4);
      const readme = await readFile(join(dir, 'README.md'), 'utf8');
      for (const { path } of inferred.left) expect(readme).toContain(`| ${path} |`);
    },
  );
});
