import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readLexicon } from '../../../src/distill/lexicon/read-lexicon.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes files into a new folder. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pocketrank-lexicon-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test('reads lexicon.yaml and the files beside it, after those that they extend', async () => {
  const folder = folderOf({
    'shared/base/lexicon/a.yaml': 'yes: base-a',
    'shared/base/lexicon/b.yaml': 'extends: [..]\nno: base-b',
    'shared/base/lexicon/notes.txt': 'not read',
    'shared/lexicon.yaml': 'yes: root',
    'own/lexicon.yaml': 'extends: [base, ../more]\nyes: own',
    'more/lexicon.yaml': 'extends: [../own]\nyes: more',
  });
  expect(await readLexicon(join(folder, 'own'), join(folder, 'shared'))).toEqual({
    yes: 'root|base a|more|own',
    no: 'base b',
  });
});

test('a folder without a lexicon has an empty one', async () => {
  expect(await readLexicon(folderOf({ 'schema.yaml': '' }), '/nowhere')).toEqual({});
});

test.each(['nowhere', '../nowhere', 'constructor'])('extending %j is told', async (name) => {
  const folder = folderOf({ 'lexicon/words.yaml': `yes: y\nextends:\n  - "${name}"\n` });
  await expect(readLexicon(folder, folder)).rejects.toMatchObject({
    code: 'INVALID_LEXICON',
    message: expect.stringMatching(/words\.yaml, line 3: "[^"]*" is neither/) as string,
  });
});

test('a conflict with what is extended names the file of one’s own', async () => {
  const folder = folderOf({
    'base/lexicon.yaml': 'countries: { US: USA }',
    'lexicon.yaml': 'extends: [base]\ncountries:\n  CA: usa',
  });
  await expect(readLexicon(folder, folder)).rejects.toThrow(
    /lexicon\.yaml, line 3: "usa" names both US and CA/,
  );
});
