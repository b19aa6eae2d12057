import type { DuckDBConnection } from '@duckdb/node-api';
import { PocketRankError } from '../../core/errors.ts';
import { decodeCell, setPath } from './cells.ts';
import { openDuckDB, sqlText, type DuckDB } from './duckdb.ts';
import { createValueReader } from './duckdb-value.ts';
import { requireFile } from './open-bytes.ts';
import type { RawRow, RawRows } from './raw-row.ts';
import type { ColumnCheck } from './read-csv.ts';
import { isRemote } from './remote.ts';

/** A column of a Parquet file. */
export interface ParquetColumn {
  name: string;
  /** In DuckDB's words. */
  type: string;
}

/**
 * Reads Parquet through DuckDB, some thousand rows at a time. Structs, lists and maps become objects and arrays; a
 * text column that holds JSON objects, arrays or string literals is parsed; a dotted column name becomes nested
 * objects; nulls and numbers that are none are absent; dates and timestamps, also within lists, are ISO 8601 text
 * (UTC); integers beyond 2^53 are text, so that an id keeps all its digits.
 *
 * @throws PocketRankError `FILE_FAILED`, `MISSING_PACKAGE` without DuckDB, or `INVALID_TABLE` for a file
 * that is cut off or not Parquet.
 */
export async function* readParquet(path: string, checkColumns: ColumnCheck): RawRows {
  if (!isRemote(path)) await requireFile(path);
  const db = await openDuckDB();
  try {
    const columns = await describeParquet(db.connection, path);
    checkColumns(columns.map(({ name }) => name));
    yield* readQuery(db, path, columns, `SELECT * FROM ${parquetSource(path)}`, numberRows());
  } finally {
    await db.close();
  }
}

/** A Parquet file as SQL names it. */
export function parquetSource(path: string, options = ''): string {
  return `read_parquet(${sqlText(path)}, hive_partitioning = false${options})`;
}

/** The columns of a file. @throws PocketRankError `INVALID_TABLE` */
export async function describeParquet(
  connection: DuckDBConnection,
  path: string,
): Promise<ParquetColumn[]> {
  const sql = `DESCRIBE SELECT * FROM ${parquetSource(path)}`;
  const shape = await connection.runAndReadAll(sql).catch((error: unknown) => {
    throw invalidParquet(path, error);
  });
  return shape.getRowObjects().map((row) => ({
    name: String(row.column_name),
    type: String(row.column_type),
  }));
}

/**
 * The rows of a query, the columns of a Parquet file first.
 *
 * @param lineOf the number of a row, by the cells behind the columns
 * @throws PocketRankError `INVALID_TABLE`
 */
export async function* readQuery(
  { connection, api }: DuckDB,
  path: string,
  columns: readonly ParquetColumn[],
  sql: string,
  lineOf: (rest: readonly unknown[]) => number,
): RawRows {
  const read = createValueReader(api);
  const paths = columns.map(({ name }) => name.split('.'));
  const isText = columns.map(({ type }) => type === 'VARCHAR' || type === 'JSON');
  try {
    const result = await connection.stream(sql);
    for await (const chunk of result.yieldRows()) {
      const rows: RawRow[] = [];
      for (const cells of chunk) {
        const value: Record<string, unknown> = {};
        for (const [i, to] of paths.entries()) {
          const cell = read(cells[i]!);
          if (cell === undefined) continue;
          setPath(value, to, isText[i] ? decodeCell(String(cell)) : cell);
        }
        rows.push({ line: lineOf(cells.slice(columns.length)), value });
      }
      yield rows;
    }
  } catch (error) {
    if (error instanceof PocketRankError) throw error;
    throw invalidParquet(path, error);
  }
}

function numberRows(): () => number {
  let row = 0;
  return () => ++row;
}

function invalidParquet(path: string, error: unknown): PocketRankError {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new PocketRankError('INVALID_TABLE', `${path} cannot be read as Parquet (${reason}).`, {
    hint: 'Make or copy the file again.',
    cause: error,
  });
}
