import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/math/random.ts';
import { compileSchema } from '../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../src/core/features/schema.ts';
import type { Domain } from '../../src/distill/domain.ts';
import { readLexicon } from '../../src/distill/lexicon/read-lexicon.ts';
import { requirePolicy } from '../../src/distill/policy/open-policy.ts';
import { createRubricGrader } from '../../src/distill/policy/rubric-grader.ts';
import { createCandidateDrawer } from '../../src/distill/simulate/draw-candidates.ts';
import { drawObjects } from '../../src/distill/simulate/draw-objects.ts';
import { readSampleFile } from '../../src/distill/simulate/sample-source.ts';
import { domainsFolder } from '../../src/domains/domains-folder.ts';
import { domains } from '../../src/domains/registry.ts';

/** What every domain that ships as a folder alone must be. */
export function checkDomain(domain: Domain, noun: { one: string; many: string }): void {
  const policy = requirePolicy(domain, { gradeExamples: false });
  const schema = compileSchema(domain.schema);

  describe('its policy', () => {
    it('gives every example the grade that it states', () => {
      expect(requirePolicy(domain).examples.length).toBeGreaterThanOrEqual(20);
    });

    it('is of real length', () => {
      expect(policy.criteria.length).toBeGreaterThanOrEqual(10);
      expect(policy.limits.length).toBeGreaterThanOrEqual(8);
      expect(policy.markdown.split(/\s+/u).length).toBeGreaterThan(4000);
      const stated = new Set(policy.examples.map(({ grade }) => grade));
      expect([...stated].sort()).toEqual([0, 1, 2, 3, 4, 'ungraded']);
    });

    it('asks a question in each criterion', () => {
      for (const { question } of policy.criteria) expect(question).toMatch(/\?$/u);
    });

    it('uses every measure of the schema', () => {
      const used = new Set([
        ...policy.criteria.map(({ measure }) => measure.name),
        ...policy.limits.flatMap(({ conditions }) => conditions.map(({ measure }) => measure.name)),
      ]);
      expect(schema.measures.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
    });

    it('has an example of every limit, and rationales that read', () => {
      const grader = createRubricGrader(policy, { now: policy.settings.exampleNow });
      const met = new Set<string>();
      for (const { name, profile, item } of policy.examples) {
        const result = grader.grade(profile, item);
        if (result.grade === undefined) continue;
        for (const limit of result.limits) met.add(limit.name);
        expect(result.rationale, name).not.toMatch(/unknown|undefined|NaN|\{|\}|\.\.| {2}/u);
      }
      expect(policy.limits.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
    });
  });

  it('has a market whose lists hold every grade', async () => {
    await checkMarket(domain);
  });

  describe('its schema', () => {
    it('names an item, its keys, its events', () => {
      expect(domain.schema.noun).toEqual(noun);
      expect(domain.schema.keys?.length).toBeGreaterThan(2);
      expect(domain.schema.types?.length).toBeGreaterThan(0);
      expect(domain.schema.events).toContain('click');
    });

    it('has words for every measure', () => {
      for (const { name, say } of schema.measures) expect(say, name).toMatch(/\S/u);
    });

    it('states a reason for every exemption', () => {
      for (const { reason } of domain.schema.protected?.exempt ?? []) {
        expect(reason.split(' ').length).toBeGreaterThan(8);
      }
    });

    it('takes its vocabularies from its lexicon, and leaves none of them unused', async () => {
      const { vocabularies = {} } = await readLexicon(domain.folder, domainsFolder());
      const named = new Set(domain.schema.fields.flatMap(({ vocabulary }) => vocabulary ?? []));
      expect([...named].sort()).toEqual(Object.keys(vocabularies).sort());
      for (const { name, table } of schema.measures) {
        const known = new Set(Object.values(vocabularies).flatMap((list) => Object.keys(list)));
        const words = Object.entries(table ?? {}).flatMap(([key, row]) => [
          key,
          ...Object.keys(row),
        ]);
        expect(
          words.filter((word) => !known.has(word)),
          name,
        ).toEqual([]);
      }
    });
  });
}

/** Grades of lists such as `pocketrank market` draws them: every grade occurs, and not too many pairs are forbidden. */
async function checkMarket(domain: Domain): Promise<void> {
  const policy = requirePolicy(domain, { gradeExamples: false });
  const now = policy.settings.exampleNow;
  const grader = createRubricGrader(policy, { now });
  const random = createRandom('market');
  const sample = await readSampleFile(join(domain.folder, 'sample.yaml'));
  const draw = (side: 'item' | 'profile', count: number) =>
    drawObjects(sample, { side, count, key: 'id', prefix: side, now }, random);
  const items = draw('item', 500);
  const { size = 30, sameGroup = 0.5 } = sample.candidates ?? {};
  const candidates = createCandidateDrawer(items, sameGroup);
  const results = draw('profile', 60).flatMap((profile) =>
    candidates(profile, size, random).map((i) => grader.grade(profile.object, items[i]!.object)),
  );
  const share = (holds: (result: (typeof results)[number]) => boolean) =>
    results.filter(holds).length / results.length;
  for (const grade of [0, 1, 2, 3, 4]) {
    expect(share((result) => result.grade === grade)).toBeGreaterThan(0.03);
  }
  const forbidden = share(
    (result) => result.grade !== undefined && result.limits.some(({ cap }) => cap === 0),
  );
  expect(forbidden).toBeGreaterThan(0.15);
  expect(forbidden).toBeLessThan(0.4);
}

/** The names of the fields that a domain exempts for limits alone. */
export function fieldsForLimits({ fields, ...schema }: SchemaSource): string[] {
  const exempt = schema.protected?.exempt?.filter(({ features }) => features !== true) ?? [];
  return fields
    .filter((field) => exempt.some(({ path, side }) => [field[side] ?? []].flat().includes(path)))
    .map(({ name }) => name);
}

/** Opens a copy of a domain's folder, in a file of which texts stand in place of others. */
export async function openEdited(
  name: string,
  file: 'schema.yaml' | 'policy.md' | 'lexicon.yaml',
  ...edits: readonly [from: string, to: string][]
): Promise<Domain> {
  const folder = await mkdtemp(join(tmpdir(), `pocketrank-${name}-`));
  try {
    await cp(join(domainsFolder(), name), folder, { recursive: true });
    const path = join(folder, file);
    let text = await readFile(path, 'utf8');
    for (const [from, to] of edits) {
      if (!text.includes(from)) throw new Error(`${file} of ${name} has no "${from}".`);
      text = text.replace(from, to);
    }
    await writeFile(path, text);
    return await domains.open(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
