import { writeFile } from 'node:fs/promises';
import { PocketRankError } from '../../core/errors.ts';
import { encodeCell } from './cells.ts';
import { inChunks } from './in-chunks.ts';
import { sqlName, sqlText, withDuckDB } from './duckdb.ts';

type ColumnType = 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'VARCHAR';

/** Bytes that a UTF-16 unit has at most in UTF-8. */
const MAX_UTF8 = 3;
/** DuckDB wants room for several rows at a time, in bytes, and takes as much memory at once. */
const LEAST_OBJECT = 1 << 20;

/**
 * Writes rows as Parquet (zstd) through DuckDB. A column is an integer, a float or a boolean where all its
 * values are; else text, with arrays and objects as JSON.
 *
 * @param staging path of a file to use in between; the caller removes it.
 * @throws PocketRankError `MISSING_PACKAGE`, or `FILE_FAILED` when DuckDB cannot write.
 */
export async function writeParquet(
  path: string,
  staging: string,
  rows: readonly object[],
): Promise<void> {
  const types = columnTypes(rows);
  let longest = 0;
  const measured = function* (): Iterable<string> {
    for (const line of stagingLines(rows, types)) {
      longest = Math.max(longest, line.length);
      yield line;
    }
  };
  await writeFile(staging, inChunks(measured()));
  const columns = Array.from(types, ([name, type]) => `${sqlText(name)}: '${type}'`);
  const names = Array.from(types.keys(), sqlName);
  const source =
    `read_json(${sqlText(staging)}, format = 'newline_delimited', ` +
    `columns = {${columns.join(', ')}}, maximum_object_size = ${MAX_UTF8 * longest + LEAST_OBJECT})`;
  await withDuckDB(async (connection) => {
    try {
      await connection.run(
        `COPY (SELECT ${names.join(', ')} FROM ${source})
        TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    } catch (error) {
      const [reason] = (error as Error).message.split('\n');
      throw new PocketRankError('FILE_FAILED', `Cannot write ${path} (${reason}).`, {
        hint: 'Check the space on the disk and the permissions of the folder.',
        cause: error,
      });
    }
  });
}

function* stagingLines(
  rows: readonly object[],
  types: ReadonlyMap<string, ColumnType>,
): Iterable<string> {
  for (const row of rows) yield `${JSON.stringify(flatRow(row, types))}\n`;
}

function columnTypes(rows: readonly object[]): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row) as [string, unknown][]) {
      if (value === undefined || value === null) continue;
      const before = types.get(name);
      const type = valueType(value);
      types.set(name, before === undefined || before === type ? type : widened(before, type));
    }
  }
  return types;
}

function valueType(value: unknown): ColumnType {
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'VARCHAR';
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'BIGINT' : 'DOUBLE';
}

function widened(a: ColumnType, b: ColumnType): ColumnType {
  const numeric = (type: ColumnType) => type === 'BIGINT' || type === 'DOUBLE';
  return numeric(a) && numeric(b) ? 'DOUBLE' : 'VARCHAR';
}

function flatRow(row: object, types: ReadonlyMap<string, ColumnType>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row) as [string, unknown][]) {
    if (value === undefined || value === null) continue;
    flat[name] = types.get(name) === 'VARCHAR' ? encodeCell(value, false) : value;
  }
  return flat;
}
