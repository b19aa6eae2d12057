import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TABLE_FORMATS } from '../../../src/distill/tables/formats.ts';
import { streamTable } from '../../../src/distill/tables/stream-table.ts';
import { writeTable } from '../../../src/distill/tables/write-table.ts';
import { useFolder } from './tables-helpers.ts';

const { dir } = useFolder();
const ROWS = ['a', '02', 'b,"c"'].map((identifier, i) => ({ identifier, attributes: { n: i } }));

async function* inBatches(rows: readonly object[]): AsyncIterable<object[]> {
  yield [rows[0]!];
  yield rows.slice(1);
}

it.each(TABLE_FORMATS.filter((format) => format !== 'parquet'))(
  'streamTable writes the bytes of writeTable: %s',
  async (format) => {
    const [streamed, whole] = [join(dir(), `streamed.${format}`), join(dir(), `whole.${format}`)];
    await streamTable(streamed, inBatches(ROWS));
    await writeTable(whole, ROWS);
    expect(await readFile(streamed)).toEqual(await readFile(whole));
  },
);

it.each(['jsonl', 'csv.gz'])('leaves nothing where the rows fail: %s', async (format) => {
  async function* failing(): AsyncIterable<object[]> {
    yield ROWS;
    throw new Error('no more');
  }
  const path = join(dir(), `rows.${format}`);
  await expect(streamTable(path, failing())).rejects.toThrow('no more');
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});
