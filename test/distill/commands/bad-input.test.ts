import { mkdtemp } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { withoutChecksum } from '../../fixtures/without-checksum.ts';
import { smallPolicy } from '../policy/small-policy.ts';
import { expectFailure, runCommand, useWorkplace } from './run-command.ts';

const { path, put, files } = useWorkplace();

const lines = (...rows: unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const ITEMS = lines({ identifier: 'j1', title: 'Cook' }, { identifier: 'j2', title: 'Driver' });
const PROFILES = lines({ id: 'p1', basics: { label: 'Cook' } });
const SLATES = lines({
  id: 's',
  profileId: 'p1',
  candidates: '*',
  gains: { j1: 1 },
  history: [],
});

/** A cook for a cook's item, with a grade that the small policy does not give. */
const CONTRADICTION = `### A cook cooks

\`\`\`json
{"grade": 0, "profile": {"basics": {"label": "Cook"}}, "item": {"title": "Cook"}}
\`\`\``;

/** A folder of tables. */
async function tables(content: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(path('tables-'));
  for (const [file, text] of Object.entries(content)) {
    await put(`${basename(folder)}/${file}`, text);
  }
  return folder;
}

/** Distills bad tables; whatever is wrong with them, nothing may be written. */
async function distillFrom(
  content: Record<string, string | Uint8Array>,
  ...more: string[]
): ReturnType<typeof runCommand> {
  const data = await tables(content);
  const out = await mkdtemp(path('out-'));
  const result = await runCommand([
    'distill',
    '--data',
    data,
    '--out',
    `${out}/model.safetensors`,
    '--work',
    path('work'),
    '--preset',
    'smoke',
    ...more,
  ]);
  expect(await files(basename(out))).toEqual([]);
  return result;
}

beforeAll(async () => {
  await put('model.safetensors', await lexicalStudentFile());
});

describe('distill refuses', () => {
  it.concurrent('an empty table', async () => {
    const result = await distillFrom({ 'items.jsonl': '', 'profiles.jsonl': PROFILES });
    expectFailure(result, 'MISSING_TABLE', /items\.jsonl has no rows/);
  });

  it.concurrent('a missing id, with file and line', async () => {
    const items = `${ITEMS}${lines({ title: null })}`;
    const result = await distillFrom({ 'items.jsonl': items, 'profiles.jsonl': PROFILES });
    expectFailure(result, 'INVALID_TABLE', 'items.jsonl:3', 'missing-id', '--on-bad-row skip');
  });

  it.concurrent('a duplicate id, with file and line', async () => {
    const result = await distillFrom({
      'items.jsonl': ITEMS,
      'profiles.jsonl': `${PROFILES}${PROFILES}`,
    });
    expectFailure(result, 'INVALID_TABLE', 'profiles.jsonl:2', 'duplicate-id');
  });

  it.concurrent('an event that names an unknown item, with file and line', async () => {
    const events = lines(
      { profileId: 'p1', itemId: 'j1', type: 'click' },
      { profileId: 'p1', itemId: 'j9', type: 'click' },
    );
    const result = await distillFrom({
      'items.jsonl': ITEMS,
      'profiles.jsonl': PROFILES,
      'events.jsonl': events,
    });
    expectFailure(result, 'INVALID_TABLE', 'events.jsonl:2', 'unknown-item', '"j9"');
  });

  it.concurrent('a broken gzip', async () => {
    const cut = gzipSync(ITEMS.repeat(50)).subarray(0, 60);
    const result = await distillFrom({ 'items.jsonl.gz': cut, 'profiles.jsonl': PROFILES });
    expectFailure(result, 'INVALID_TABLE', 'items.jsonl.gz');
  });

  it.concurrent('a CSV with a wrong header', async () => {
    const csv = 'profile,item,kind\np1,j1,click\n';
    const result = await distillFrom({
      'items.jsonl': ITEMS,
      'profiles.jsonl': PROFILES,
      'events.csv': csv,
    });
    expectFailure(result, 'INVALID_TABLE', 'events.csv', 'profileId');
  });

  it.concurrent('a policy with a contradictory example', async () => {
    const policy = await put('contradictory.md', smallPolicy({ examples: CONTRADICTION }));
    const content = { 'items.jsonl': ITEMS, 'profiles.jsonl': PROFILES };
    const result = await distillFrom(content, '--domain', 'jobs', '--policy', policy);
    expectFailure(result, 'POLICY_EXAMPLE_FAILED', 'contradictory.md', 'stated 0, computed 4');
  });

  it.concurrent(
    'a domain whose schema names a protected attribute, with file and line',
    async () => {
      const domain = await tables({
        'schema.yaml': `name: x
version: 2
fields:
  - { name: title, kind: text, item: title, profile: basics.label }
  - { name: g, kind: category, item: title, profile: basics.gender }
`,
      });
      const content = { 'items.jsonl': ITEMS, 'profiles.jsonl': PROFILES };
      const result = await distillFrom(content, '--domain', domain);
      expectFailure(result, 'PROTECTED_ATTRIBUTE', 'basics.gender', 'schema.yaml, line 5');
    },
  );

  it.concurrent('a domain that is none', async () => {
    const content = { 'items.jsonl': ITEMS, 'profiles.jsonl': PROFILES };
    const result = await distillFrom(content, '--domain', 'product');
    expectFailure(result, 'INVALID_ARGUMENT', '"product"', 'products', 'domain init');
  });

  it.concurrent('an event of another type and one of the future, with file and line', async () => {
    const event = { profileId: 'p1', itemId: 'j1', type: 'click' };
    const result = await distillFrom(
      {
        'items.jsonl': ITEMS,
        'profiles.jsonl': PROFILES,
        'events.jsonl': lines(
          { ...event, at: '2026-02-01' },
          { ...event, type: 'purchase' },
          { ...event, at: '2999-01-01' },
        ),
      },
      '--now',
      '2026-03-01',
    );
    expectFailure(
      result,
      'INVALID_TABLE',
      'events.jsonl:2',
      'events.jsonl:3',
      'future-time',
      '2026-03-01',
    );
  });

  it.concurrent('a place for the model that does not exist, before reading anything', async () => {
    const result = await runCommand([
      'distill',
      '--data',
      path('no-such-tables'),
      '--work',
      path('work'),
      '--out',
      path('no-such-folder/model.safetensors'),
    ]);
    expectFailure(result, 'FILE_FAILED', 'no-such-folder', 'Make the folder first');
  });
});

describe('distill skips bad rows when asked to', () => {
  it.concurrent('and lists them', async () => {
    // Skipping leaves nothing to learn from here, which ends the command after the list.
    const items = `${ITEMS}{"identifier":\n`;
    const content = { 'items.jsonl': items, 'profiles.jsonl': PROFILES };
    const result = await distillFrom(content, '--on-bad-row', 'skip');
    expect(result.stderr).toMatch(/Skipped 1 bad row:\n {2}items\.jsonl:3: .*does-not-parse/);
  });
});

describe('evaluate and inspect refuse', () => {
  it.concurrent('a truncated model file', async () => {
    const file = await put('cut.safetensors', (await lexicalStudentFile()).subarray(0, 40_000));
    expectFailure(
      await runCommand(['inspect', file]),
      'INVALID_MODEL',
      'cut.safetensors',
      'cut off',
    );
  });

  it.concurrent('a file that is no model', async () => {
    const file = await put('text.safetensors', 'not a model at all, only text');
    expectFailure(await runCommand(['inspect', file]), 'INVALID_MODEL', 'text.safetensors');
  });

  it.concurrent('a model file in which one weight was changed', async () => {
    const bytes = (await lexicalStudentFile()).slice();
    bytes[bytes.length - 1]! ^= 0x10;
    const file = await put('changed.safetensors', bytes);
    expectFailure(
      await runCommand(['inspect', file]),
      'INVALID_MODEL',
      'changed.safetensors',
      'damaged',
    );
    const older = await put('older.safetensors', withoutChecksum(bytes));
    expectFailure(await runCommand(['inspect', older]), 'CANARY_FAILED', 'older.safetensors');
  });

  it.concurrent('tables in which the schema of the model finds nothing', async () => {
    const data = await tables({
      'items.jsonl': lines(
        { identifier: 'j1', colour: 'red' },
        { identifier: 'j2', colour: 'blue' },
      ),
      'profiles.jsonl': PROFILES,
      'slates.jsonl': SLATES,
    });
    const result = await runCommand([
      'evaluate',
      '--model',
      path('model.safetensors'),
      '--data',
      data,
    ]);
    expectFailure(result, 'MODEL_MISMATCH', 'finds nothing in any item', 'hiringOrganization.name');
  });

  it.concurrent('a model of another schema than the one asked for', async () => {
    const domain = await tables({
      'schema.yaml':
        'name: other\nversion: 2\nfields: [{ name: t, kind: text, item: title, profile: label }]\n',
    });
    const data = await tables({
      'items.jsonl': ITEMS,
      'profiles.jsonl': PROFILES,
      'slates.jsonl': SLATES,
    });
    const result = await runCommand([
      'evaluate',
      '--model',
      path('model.safetensors'),
      '--data',
      data,
      '--domain',
      domain,
    ]);
    expectFailure(result, 'MODEL_MISMATCH', '"items"', '"other"');
  });

  it.concurrent('tables without slates', async () => {
    const data = await tables({ 'items.jsonl': ITEMS, 'profiles.jsonl': PROFILES });
    const result = await runCommand([
      'evaluate',
      '--model',
      path('model.safetensors'),
      '--data',
      data,
    ]);
    expectFailure(result, 'MISSING_TABLE', 'no slates');
  });
});

describe('wrong usage exits with 2', () => {
  it.concurrent.each([
    ['a missing option', ['evaluate'], "required option '--model <file>'"],
    ['an unknown command', ['destill'], "unknown command 'destill'"],
    ['an unknown option', ['market', '--out', 'x', '--size', '3'], "unknown option '--size'"],
    ['an impossible value', ['distill', '--alpha', '2', '--out', 'x'], 'number from 0 to 1'],
    ['an impossible choice', ['market', '--preset', 'huge', '--out', 'x'], 'Allowed choices'],
  ])('%s', async (_what, args, says) => {
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
