import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDuckDB } from '../../../src/distill/tables/duckdb.ts';
import { TABLE_FORMATS } from '../../../src/distill/tables/formats.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import { writeTable } from '../../../src/distill/tables/write-table.ts';
import { PROFILES, useFolder } from './tables-helpers.ts';

const { dir, put } = useFolder();
const FORMATS = TABLE_FORMATS;

const ODD_ITEMS = [
  { identifier: '007', title: 'a "quoted", title', hiringOrganization: { name: 'A; B\nC' } },
  { identifier: '8', title: '{not json', skills: ['x', { name: 'y' }], attributes: { n: 1.5 } },
  { identifier: '9', title: '["json"]', attributes: { n: -2, code: '5', flag: true } },
  { identifier: '10', title: '', hiringOrganization: 'plain text', attributes: { code: '1e3' } },
  { identifier: '11', title: ' 요리사 ', attributes: { deep: { er: [null, 1] }, code: '"5"' } },
];

describe('writeTable', () => {
  it.each(FORMATS)('writes %s that openTables reads back as it was', async (format) => {
    await writeTable(join(dir(), `items.${format}`), ODD_ITEMS);
    const { items } = await openTables(dir());
    expect([...items.values()]).toEqual(ODD_ITEMS);
    expect(await readdir(dir())).toEqual([`items.${format}`]);
  });

  it.each(FORMATS)('round-trips any text and nested value through %s', async (format) => {
    const key = fc.stringMatching(/^[a-z][a-zA-Z]{0,5}$/);
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.jsonValue()));
    const item = fc.record({
      title: fc.string({ unit: 'binary' }),
      attributes: fc.dictionary(key, leaf, { minKeys: 1, noNullPrototype: true }),
      baseSalary: fc.record({ value: fc.double({ noDefaultInfinity: true, noNaN: true }) }),
      remote: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 5 }), async (drawn) => {
        const rows = drawn.map((row, i) => ({ identifier: `j${i}`, ...row }));
        const plain = JSON.parse(JSON.stringify(rows)) as typeof rows;
        await writeTable(join(dir(), `items.${format}`), plain);
        const { items } = await openTables(dir());
        expect([...items.values()]).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  it('refuses names and rows that it cannot write', async () => {
    const code = 'INVALID_ARGUMENT';
    await expect(writeTable(join(dir(), 'items.xlsx'), [{}])).rejects.toMatchObject({ code });
    await expect(writeTable(join(dir(), 'items.csv'), [])).rejects.toMatchObject({ code });
    await expect(writeTable(join(dir(), 'items.csv'), [{ 'a.b': 1 }])).rejects.toMatchObject({
      code,
    });
    expect(await readdir(dir())).toEqual([]);
  });
});

describe('CSV tables', () => {
  it('nests dotted headers, takes types from whole columns and keeps leading zeros', async () => {
    await put(
      'items.csv',
      '\uFEFFidentifier;hiringOrganization.name;attributes.zip;attributes.size;attributes.open\r\n' +
        '1;Ünal & Co;01234;5;true\r\n\r\n2;;94103;;false\r\n',
    );
    const { items } = await openTables(dir());
    expect([...items.values()]).toEqual([
      {
        identifier: 1,
        hiringOrganization: { name: 'Ünal & Co' },
        attributes: { zip: '01234', size: 5, open: true },
      },
      { identifier: 2, attributes: { zip: '94103', open: false } },
    ]);
    expect([...items.keys()]).toEqual(['1', '2']);
  });

  it('names the line on which a bad row starts, also after cells of several lines', async () => {
    await put('items.csv', 'id,title\n1,"two\nlines"\n\n2,a,b\n3\n4,ok\n,"no\nkey"\n4,again\n,\n');
    const { badRows, items } = await openTables(dir(), { onBadRow: 'skip' });
    expect([...items.values()].map(({ title }) => title)).toEqual(['two\nlines', 'ok', 'no\nkey']);
    expect(badRows.report.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'does-not-parse'],
      [6, 'does-not-parse'],
      [10, 'duplicate-id'],
      [11, 'missing-id'],
    ]);
  });

  it('reads events, grades and slates with values of the right types', async () => {
    await put('items.csv', 'id\n1\n2\n');
    await put('profiles.jsonl', PROFILES);
    await put(
      'events.csv',
      'profileId,itemId,type,at,position\np1,1,view,2020-01-02,\n7,2,click,,x\n',
    );
    await put('grades.csv', 'profileId,itemId,grade,grader\n7,1,3,ann\n');
    await put(
      'slates.csv',
      'id,profileId,candidates,gains\ns,7,"[""1"",""2""]","{""2"":1}"\nt,7,*,{}\n',
    );
    const tables = await openTables(dir(), { onBadRow: 'skip' });
    expect(tables.events).toEqual([
      { profileId: 'p1', itemId: '1', type: 'view', at: Date.UTC(2020, 0, 2) },
    ]);
    expect(tables.badRows.report).toMatchObject([
      { line: 3, message: 'position must be a number' },
    ]);
    expect(tables.grades).toEqual([{ profileId: '7', itemId: '1', grade: 3, grader: 'ann' }]);
    expect(tables.slates.slates).toEqual([
      { id: 's', profileId: '7', candidates: ['1', '2'], gains: { 2: 1 }, history: [] },
      { id: 't', profileId: '7', candidates: '*', gains: {}, history: [] },
    ]);
  });

  it('reports a row that is not UTF-8', async () => {
    await put('items.csv', Buffer.from('id,title\n1,caf\xe9\n2,ok\n', 'latin1'));
    const { badRows, items } = await openTables(dir(), { onBadRow: 'skip' });
    expect([...items.keys()]).toEqual(['2']);
    expect(badRows.report).toMatchObject([{ line: 2, message: 'not UTF-8 text' }]);
  });
});

describe('Parquet tables', () => {
  async function putParquet(file: string, select: string): Promise<void> {
    await withDuckDB((db) => db.run(`COPY (${select}) TO '${join(dir(), file)}' (FORMAT parquet)`));
  }

  it('reads structs, lists, maps, times, big integers and JSON text', async () => {
    await putParquet(
      'items.parquet',
      `SELECT 9007199254740993::BIGINT AS identifier, {'name': 'A', 'size': NULL} AS hiringOrganization,
        ['x', NULL] AS skills, MAP {'k': 1.5} AS attributes, TIMESTAMP '2020-01-02 03:04:05' AS datePosted,
        '{"minValue": 3}' AS baseSalary, 'NaN'::DOUBLE AS odd, 12::BIGINT AS "address.number"`,
    );
    const { items } = await openTables(dir());
    expect([...items.values()]).toEqual([
      {
        identifier: '9007199254740993',
        hiringOrganization: { name: 'A' },
        skills: ['x', null],
        attributes: { k: 1.5 },
        datePosted: '2020-01-02T03:04:05.000Z',
        baseSalary: { minValue: 3 },
        address: { number: 12 },
      },
    ]);
  });

  it('names the number of a bad row, a missing column and a cut-off file', async () => {
    await putParquet('items.parquet', "SELECT * FROM (VALUES ('a'), (NULL), ('a')) t(id)");
    const { badRows } = await openTables(dir(), { onBadRow: 'skip' });
    expect(badRows.report.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'missing-id'],
      [3, 'duplicate-id'],
    ]);
    await putParquet('items.parquet', "SELECT 'a' AS id");
    await putParquet('profiles.parquet', 'SELECT 1 AS title');
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringContaining('its columns are title'),
    });
    await put('items.parquet', Buffer.from('PAR1 cut off'));
    await expect(openTables(dir())).rejects.toMatchObject({ code: 'INVALID_TABLE' });
  });

  it('names the npm command when DuckDB is not installed', () => {
    const file = fileURLToPath(new URL('../../../src/distill/tables/duckdb.ts', import.meta.url));
    const hooks = `export async function resolve(name, context, next) {
      if (name === '@duckdb/node-api') throw new Error('not found');
      return next(name, context);
    }`;
    const script = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
      const { withDuckDB } = await import(${JSON.stringify(file)});
      await withDuckDB(async () => {}).catch((error) => console.log(error.code, error.message));
    `;
    const { stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', cwd: fileURLToPath(new URL('../../..', import.meta.url)) },
    );
    expect(stdout).toContain('MISSING_PACKAGE');
    expect(stdout).toContain('npm install @duckdb/node-api');
  });
});
