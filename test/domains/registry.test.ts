import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domains } from '../../src/domains/registry.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pocketrank-domains-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const SCHEMA = `name: books
version: 2
fields:
  - name: title
    kind: text
    item: name
    profile: wish
`;

const WITH_SETTING = `${SCHEMA}  - name: shop
    kind: place
    item: shop
    profile: home
measures:
  - name: Way
    kind: distance
    item: shop
    per:
      otherwise: { setting: Longest way }
`;

/** Writes a folder of a domain. */
async function put(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

describe('the registry of domains', () => {
  it('opens those that ship by name, with their code', async () => {
    const jobs = await domains.open('jobs');
    expect(jobs.name).toBe('jobs');
    expect(jobs.policy?.markdown).toMatch(/^# Job policy/u);
    expect(jobs.code.simulate).toBeTypeOf('function');
  });

  it('opens a folder like one of ours', async () => {
    const folder = await put('books', {
      'schema.yaml': SCHEMA,
      'phrases.yaml': 'same author: by an author you read\n',
    });
    const books = await domains.open(folder);
    expect(books).toMatchObject({
      name: 'books',
      folder,
      policy: undefined,
      settings: {},
      code: {},
    });
    expect(books.schema.fields.map(({ name }) => name)).toEqual(['title']);
    expect(books.phrases).toEqual({ 'same author': 'by an author you read' });
  });

  it('brings the lexicon that the schema uses, and warns of proxies with file and line', async () => {
    const schema = `${SCHEMA}  - name: quarter
    kind: category
    item: shop.postalCode
    profile: home.postalCode
    vocabulary: quarters
protected: { warn: [postalCode] }
`;
    const lexicon = 'vocabularies:\n  quarters: { center: midtown }\n  other: { a: b }\n';
    const folder = await put('proxies', { 'schema.yaml': schema, 'lexicon.yaml': lexicon });
    const { schema: opened, warnings } = await domains.open(folder);
    expect(opened.lexicon).toEqual({ vocabularies: { quarters: { center: 'midtown' } } });
    expect(warnings).toEqual([
      expect.stringMatching(/schema\.yaml, line 8: .*item path "shop\.postalCode"/u),
      expect.stringMatching(/schema\.yaml, line 8: .*profile path "home\.postalCode"/u),
    ]);
  });

  it('takes another policy in place of the domain’s own', async () => {
    const folder = await put('other', { 'schema.yaml': SCHEMA, 'policy.md': '# Ours' });
    const policy = join(folder, 'theirs.md');
    await writeFile(policy, '# Theirs');
    expect((await domains.open(folder, { policy })).policy).toEqual({
      markdown: '# Theirs',
      source: policy,
    });
  });

  it('names the nearest domain for a name that is none', async () => {
    await expect(domains.open('job')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('did you mean "jobs"?') as string,
    });
  });

  it.each([
    ['a tab', `${SCHEMA}\t- broken`, 'INVALID_SCHEMA', /schema\.yaml, line 8: /u],
    [
      'an unknown kind',
      SCHEMA.replace('text', 'txt'),
      'INVALID_SCHEMA',
      /line 4: .*"title".*kind/u,
    ],
    [
      'a protected attribute',
      SCHEMA.replace('wish', 'basics.gender'),
      'PROTECTED_ATTRIBUTE',
      /schema\.yaml, line 4: .*gender/u,
    ],
    [
      'a vocabulary that the lexicon lacks',
      `${SCHEMA}  - name: cover\n    kind: category\n    item: cover\n    vocabulary: covers\n`,
      'INVALID_LEXICON',
      /schema\.yaml, line 11: .*no vocabulary "covers"/u,
    ],
    [
      'a setting without a policy',
      WITH_SETTING,
      'INVALID_SCHEMA',
      /schema\.yaml, line 17: .*"Longest way"/u,
    ],
  ])('tells file and line of %s', async (_, schema, code, message) => {
    const folder = await put('broken', { 'schema.yaml': schema });
    await expect(domains.open(folder)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('puts the numbers of the policy in, and says which setting is missing', async () => {
    const schema = WITH_SETTING;
    const policy =
      '# P\n\n## Settings\n\n| Setting | Value |\n| - | - |\n| Least evidence | 25 % |\n| Date of the examples | 2026-03-01 |\n';
    const files = { 'schema.yaml': schema, 'policy.md': `${policy}| Longest way | 12 km |\n` };
    const domain = await domains.open(await put('filled', files));
    expect(domain.schema.measures?.[0]?.per).toEqual({ otherwise: 12 });
    expect(domain.settings).toEqual({ 'Longest way': 12 });
    const folder = await put('missing', { 'schema.yaml': schema, 'policy.md': policy });
    await expect(domains.open(folder)).rejects.toMatchObject({
      code: 'INVALID_POLICY',
      message: expect.stringMatching(/policy\.md, line 5: .*"Longest way" is missing/u) as string,
    });
  });
});
