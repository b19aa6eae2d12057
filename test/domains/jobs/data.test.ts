import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/distill/files/parse-yaml.ts';
import { checkYaml } from '../../../src/distill/files/check-yaml.ts';
import {
  licencesDocument,
  sectorRow,
  wordsDocument,
} from '../../../src/domains/jobs/data-schema.ts';
import { licenceNames } from '../../../src/domains/jobs/facts/licence-names.ts';
import { traitPhrases } from '../../../src/domains/jobs/market/market-data.ts';
import { readRows } from '../../../src/domains/jobs/read-data.ts';
import { loadTaxonomy } from '../../../src/domains/jobs/taxonomy/index.ts';
import { loadWords } from '../../../src/domains/jobs/taxonomy/load-words.ts';
import { wordKey } from '../../../src/domains/jobs/taxonomy/words.ts';

const DATA = fileURLToPath(new URL('../../../src/domains/jobs/data', import.meta.url));
const { fields, occupations, skills } = loadTaxonomy();
const ids = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));

describe('the data of jobs', () => {
  it('names occupations, fields and skills that exist', () => {
    const work = new Set([...ids(occupations), ...ids(fields)]);
    const hired = readRows('sectors.jsonl', sectorRow).flatMap(({ id, hires }) =>
      Object.keys(hires).map((key) => ({ id, key })),
    );
    expect(hired.filter(({ key }) => !work.has(key))).toEqual([]);
    expect([...traitPhrases().keys()].filter((id) => !ids(skills).has(id))).toEqual([]);
  });

  it('names licences that exist in what others include, each once', () => {
    const keys = licenceNames().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const included = licenceNames().flatMap(({ includes }) => includes);
    expect(included.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('leaves a variant of a word where it leads', () => {
    const moved = [...loadWords().variants].filter(([, word]) => wordKey(word) !== word);
    expect(moved).toEqual([]);
  });

  it('repeats no text between bars', () => {
    const repeated = readdirSync(DATA, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .flatMap((path) => {
        const { value } = parseYaml(readFileSync(`${DATA}/${path}`, 'utf8'), {
          path,
          code: 'INVALID_TABLE',
        });
        return textsIn(value)
          .filter((text) => text.includes(' | '))
          .map((text) => text.split(' | '))
          .flatMap((parts) => parts.filter((part, at) => parts.indexOf(part) !== at));
      });
    expect(repeated).toEqual([]);
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('the schema of the data', () => {
  const check = (text: string) =>
    checkYaml(
      parseYaml(text, { path: 'licences.yaml', code: 'INVALID_TABLE' }),
      licencesDocument,
      'INVALID_TABLE',
    );
  const pilot = '- key: pilot\n  name: a pilot licence\n  pattern: \\bpilot\n';

  it('reads patterns and lists, and fills in what may be left out', () => {
    expect(check(`${pilot}  includes: a | b`)).toEqual([
      {
        key: 'pilot',
        name: 'a pilot licence',
        pattern: /\bpilot/i,
        includes: ['a', 'b'],
        everyday: false,
      },
    ]);
  });

  it.each([
    ['a pattern that is none', pilot.replace('\\bpilot', '(pilot'), 'line 3: 0.pattern: '],
    ['nothing between two bars', `${pilot}  includes: a | | b`, 'line 4: 0.includes: has nothing'],
    ['a key that is not known', `${pilot}  since: 1999`, 'line 4: "0.since" is not known here'],
  ])('tells file and line of %s', (_, text, message) => {
    expect(() => check(text)).toThrow(`licences.yaml, ${message}`);
  });

  it('knows the levels that a numeral may mean', () => {
    expect(wordsDocument.shape.titles.shape.numerals.safeParse({ i: 'boss' }).success).toBe(false);
  });
});
