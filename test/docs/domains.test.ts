import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEASURE_KINDS } from '../../src/core/features/measure-kinds.ts';
import { FIELD_KINDS } from '../../src/core/reading/field-kinds.ts';
import type { Domain } from '../../src/distill/domain.ts';
import { readLexicon } from '../../src/distill/lexicon/read-lexicon.ts';
import { openPolicy } from '../../src/distill/policy/open-policy.ts';
import { simulateDomain } from '../../src/distill/simulate/simulate-domain.ts';
import { domainsFolder } from '../../src/domains/domains-folder.ts';
import { domains } from '../../src/domains/registry.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const DOCUMENT = readFileSync(at('docs/domains.md'), 'utf8');

/** The block of code behind a comment. */
function block(comment: string): string {
  const from = DOCUMENT.indexOf(`<!-- ${comment} -->`);
  const [, , text] = /^(`{3,})\w+\n([\s\S]*?)^\1$/m.exec(DOCUMENT.slice(from)) ?? [];
  expect(from, comment).toBeGreaterThan(0);
  return text!;
}

/** Names of the properties of an interface. */
function namesIn(path: string, name: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(at(path), 'utf8'), ts.ScriptTarget.ES2022);
  const names: string[] = [];
  source.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== name) return;
    for (const { name: member } of node.members) names.push((member as ts.Identifier).text);
  });
  expect(names.length, name).toBeGreaterThan(0);
  return names;
}

const folder = mkdtempSync(join(tmpdir(), 'pocketrank-domain-'));
let domain: Domain;

beforeAll(async () => {
  for (const file of DOCUMENT.matchAll(/<!-- file: (\S+) -->/g)) {
    writeFileSync(join(folder, file[1]!), block(`file: ${file[1]!}`));
  }
  const schema = `${block('file: schema.yaml')}measures:\n${block('measures').replace(/^/gm, '  ')}`;
  writeFileSync(join(folder, 'schema.yaml'), schema);
  domain = await domains.open(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the reference of domains', () => {
  it('has an example of every kind of field and of measure', () => {
    const { fields, measures = [] } = domain.schema;
    expect(new Set(fields.map(({ kind }) => kind))).toEqual(new Set(FIELD_KINDS));
    expect(new Set(measures.map(({ kind }) => kind))).toEqual(new Set(MEASURE_KINDS));
  });

  it('has a policy whose examples get their grades, and settings that fill the schema', () => {
    const policy = openPolicy(domain)!;
    expect(policy.limits).toHaveLength(2);
    expect(policy.caps).toHaveLength(1);
    expect(policy.examples).toHaveLength(1);
    expect(domain.settings).toEqual({ 'Longest way': 40 });
  });

  it('has a lexicon with the vocabularies that its fields name', async () => {
    const { vocabularies = {} } = await readLexicon(folder, domainsFolder());
    const named = domain.schema.fields.flatMap(({ vocabulary }) => vocabulary ?? []);
    expect(Object.keys(vocabularies).sort()).toEqual([...named].sort());
  });

  it('has a sample that tables are drawn from', async () => {
    const sizes = { items: 20, profiles: 6, sessions: 6 };
    const now = Date.UTC(2026, 10, 30);
    const drawn = await simulateDomain(domain, { preset: 'quick', seed: 1, now, sizes });
    expect(drawn.items).toHaveLength(20);
    expect(drawn.items[0]).toHaveProperty('courseCode');
  });

  it.each([
    ['src/core/features/schema.ts', 'SchemaSource'],
    ['src/core/features/schema.ts', 'FieldSource'],
    ['src/core/features/schema.ts', 'ProtectedSource'],
    ['src/core/features/measure.ts', 'MeasureSource'],
    ['src/core/reading/lexicon-source.ts', 'LexiconSource'],
  ])('%s: tells every property of %s', (path, name) => {
    const untold = namesIn(path, name).filter((property) => !DOCUMENT.includes(`\`${property}\``));
    expect(untold).toEqual([]);
  });
});
