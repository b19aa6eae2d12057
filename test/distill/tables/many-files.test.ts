import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withDuckDB } from '../../../src/distill/tables/duckdb.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import { ITEMS, PROFILES, lines, useFolder } from './tables-helpers.ts';

const { dir, put } = useFolder();

async function putDeep(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(dir(), file)), { recursive: true });
  await writeFile(join(dir(), file), content);
}

const event = (itemId: string, type = 'click') => ({ profileId: 'p1', itemId, type });

describe('tables of many files', () => {
  it('reads folders of any depth, whose names may be columns', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await putDeep('events/type=click/at=2020-01-02/b.csv', 'profileId,itemId\np1,2\n');
    await putDeep('events/type=click/at=2020-01-02/a.jsonl', lines({ profileId: 7, itemId: 'j1' }));
    await putDeep('events/type=save%2Fit/_SUCCESS', '');
    const { events, files } = await openTables(dir());
    const at = Date.UTC(2020, 0, 2);
    expect(events).toEqual([
      { profileId: '7', itemId: 'j1', type: 'click', at },
      { profileId: 'p1', itemId: '2', type: 'click', at },
    ]);
    expect(files[2]).toMatchObject({ name: 'events', rows: 2 });
  });

  it('reads numbered files in the order of their names, and says in which a row is bad', async () => {
    await put('jobs-00001-of-00002.jsonl.gz', gzipSync(lines({ id: 'c' })));
    await put('jobs-00000-of-00002.jsonl', lines({ id: 'a' }, { id: 'b' }));
    expect([...(await openTables(dir())).items.keys()]).toEqual(['a', 'b', 'c']);
    await put('jobs-00001-of-00002.jsonl.gz', gzipSync(lines({ id: 'a' })));
    await expect(openTables(dir())).rejects.toThrow(
      'jobs-00001-of-00002.jsonl.gz:1: an item before',
    );
  });

  it('reads what patterns name, over several folders', async () => {
    for (const [i, day] of ['2020-01', '2020-02', '2021-01'].entries()) {
      await putDeep(`${day}/items.jsonl`, lines({ id: `i${i}` }));
      await putDeep(`${day}/profiles.json`, JSON.stringify([{ id: `p${i}` }]));
    }
    await putDeep('logs/x/1.tsv', 'profileId\titemId\ttype\np0\ti1\tview\n');
    const tables = await openTables(join(dir(), '2020-*'), {
      events: [join(dir(), 'logs/**/*.{tsv,csv}')],
    });
    expect([...tables.items.keys()]).toEqual(['i0', 'i1']);
    expect(tables.events).toEqual([{ profileId: 'p0', itemId: 'i1', type: 'view' }]);
    await expect(openTables(join(dir(), 'none-*'))).rejects.toMatchObject({
      code: 'MISSING_TABLE',
    });
  });

  it('refuses a table that is there as a file and as a folder', async () => {
    await put('items.jsonl', ITEMS);
    await putDeep('items/1.jsonl', lines({ id: 'x' }));
    await expect(openTables(dir())).rejects.toThrow('2 times: items/, items.jsonl');
  });

  it.runIf(process.platform === 'linux')('refuses a named pipe, and waits for none', async () => {
    spawnSync('mkfifo', [join(dir(), 'items.jsonl')]);
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: expect.stringContaining('a named pipe'),
    });
  });
});

describe('JSON arrays', () => {
  it('reads elements with their lines, whole documents, and text of any shape within', async () => {
    const odd = [
      { id: 'a', title: '],["\\' },
      { id: 'b', nested: [[{}], '\u{1f600}'] },
    ];
    await put(
      'items.json',
      `\uFEFF[\n${odd.map((row) => JSON.stringify(row, null, 2)).join(',')}]`,
    );
    expect([...(await openTables(dir())).items.values()]).toEqual(odd);
    await put('items.json', '{"@graph": [{"@id": "x"}, {"@id": "y"}]}');
    expect((await openTables(dir())).items.size).toBe(2);
    await put('items.json', '[{"id":1},\n\n{"id":2 3}, {"id":3}\n, 7]');
    const { badRows, items } = await openTables(dir(), { onBadRow: 'skip' });
    expect([...items.keys()]).toEqual(['1', '3']);
    expect(badRows.report.map(({ line }) => line)).toEqual([3, 4]);
  });

  it.each([
    ['is cut off', '[{"id":1},\n{"id":', 'items.json:2: the array is never closed'],
    ['goes on behind', '[{"id":1}] {"id":2}', 'text behind the array'],
    ['lacks an element', '[{"id":1},\n,{"id":2}]', 'items.json:2: an element'],
    ['ends with a comma', '[{"id":1},]', 'an element of the array is missing'],
    ['is empty', '[]', 'has no rows'],
  ])('refuses one that %s', async (_, text, message) => {
    await put('items.json', text);
    await expect(openTables(dir(), { onBadRow: 'skip' })).rejects.toThrow(message);
  });
});

describe('other formats', () => {
  it('finds a cut-off gzip and an open quote in packed CSV', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},"text ${Math.sqrt(i)}"`);
    const whole = gzipSync(`id,title\n${rows.join('\n')}\n`);
    await put('items.csv.gz', whole);
    expect((await openTables(dir())).items.get('4999')).toMatchObject({ id: 4999 });
    await put('items.csv.gz', whole.subarray(0, whole.length / 2));
    await expect(openTables(dir())).rejects.toThrow('not a whole gzip file');
    await put('items.csv.gz', gzipSync('id,title\n1,"open\n2,x\n'));
    await expect(openTables(dir())).rejects.toThrow('items.csv.gz:');
  });

  it('reads lists of times, numbers that are none, decimals and what is nested in Parquet', async () => {
    await withDuckDB((db) =>
      db.run(`COPY (SELECT 1 AS id, [TIMESTAMP '2020-01-02 03:04:05', NULL] AS times,
          [1.5, 'NaN'::DOUBLE] AS numbers, 12.50::DECIMAL(18,2) AS price,
          12345678901234567.89::DECIMAL(30,2) AS exact, DATE '2020-02-03' AS day,
          TIMESTAMPTZ '2020-01-02 03:04:05+02' AS zoned, [{'at': TIMESTAMP_MS '2020-01-02', 'n': 'inf'::FLOAT}] AS deep,
          MAP {'k': DATE '2020-01-01'} AS map, 'infinity'::TIMESTAMP AS never)
        TO '${join(dir(), 'items.parquet')}' (FORMAT parquet)`),
    );
    expect([...(await openTables(dir())).items.values()]).toEqual([
      {
        id: 1,
        times: ['2020-01-02T03:04:05.000Z', null],
        numbers: [1.5, null],
        price: 12.5,
        exact: '12345678901234567.89',
        day: '2020-02-03',
        zoned: '2020-01-02T01:04:05.000Z',
        deep: [{ at: '2020-01-02T00:00:00.000Z' }],
        map: { k: '2020-01-01' },
      },
    ]);
  });

  it('notices times in seconds and events that stand twice', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put(
      'events.jsonl',
      lines(
        { ...event('j1'), at: 1_600_000_000 },
        { ...event('j1'), at: 1_600_000_000_000 },
        { ...event('2'), at: '1600000001' },
        event('2'),
        event('2'),
      ),
    );
    const { events, notices } = await openTables(dir());
    expect(events.map(({ at }) => at)).toEqual([16e11, 16e11, 16e11 + 1000, undefined, undefined]);
    expect(notices).toEqual([
      '2 times of events are Unix seconds, and read as such (first events.jsonl:1), 1 others are not: check that these are meant.',
      '1 events stand more than once, the same in person, item, type, time and slate (first events.jsonl:2).',
    ]);
  });
});
