import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';
import { decodeCell, setPath } from './cells.ts';
import { sqlName, sqlText, withDuckDB } from './duckdb.ts';
import type { RawRow, RawRows } from './raw-row.ts';
import type { ColumnCheck } from './read-csv.ts';

/**
 * Reads Parquet through DuckDB. Structs, lists and maps become objects and arrays; a text column that holds
 * JSON objects, arrays or string literals is parsed; a dotted column name becomes nested objects; nulls are
 * absent; dates and timestamps are ISO 8601 text (UTC); integers beyond 2^53 are text, so that an id keeps
 * all its digits.
 *
 * @throws PocketRankError `FILE_FAILED`, `MISSING_PACKAGE` without DuckDB, or `INVALID_TABLE` for a file
 * that is cut off or not Parquet.
 */
export async function* readParquet(path: string, checkColumns: ColumnCheck): RawRows {
  await stat(path).catch((error: unknown) => {
    throw fileError('read', path, error);
  });
  const rows = await withDuckDB(async (connection) => {
    try {
      await connection.run("SET TimeZone = 'UTC'");
      return await readAll(connection, path, checkColumns);
    } catch (error) {
      if (error instanceof PocketRankError) throw error;
      throw invalidParquet(path, error);
    }
  });
  yield rows;
}

async function readAll(
  connection: DuckDBConnection,
  path: string,
  checkColumns: ColumnCheck,
): Promise<RawRow[]> {
  const source = `read_parquet(${sqlText(path)})`;
  const shape = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const columns = shape.getRowObjects().map((row) => ({
    name: String(row.column_name),
    type: String(row.column_type),
  }));
  checkColumns(columns.map(({ name }) => name));

  // One JSON text a column: DuckDB prints nested values, and JSON.parse gives them their types.
  const select = columns.map(
    ({ name, type }) => `${jsonOf(sqlName(name), type)} AS ${sqlName(name)}`,
  );
  const result = await connection.stream(`SELECT ${select.join(', ')} FROM ${source}`);
  const paths = columns.map(({ name }) => name.split('.'));
  const isText = columns.map(({ type }) => type === 'VARCHAR');

  const rows: RawRow[] = [];
  for await (const chunk of result.yieldRows()) {
    for (const cells of chunk) {
      const value: Record<string, unknown> = {};
      for (const [i, cell] of cells.entries()) {
        if (cell === null) continue;
        const text = String(cell);
        setPath(value, paths[i] as string[], isText[i] ? decodeCell(text) : parseJson(text));
      }
      rows.push({ line: rows.length + 1, value });
    }
  }
  return rows;
}

function jsonOf(column: string, type: string): string {
  if (type === 'VARCHAR') return column;
  if (/^U?(BIGINT|HUGEINT)$/.test(type)) {
    return `CASE WHEN abs(${column}::HUGEINT) <= 9007199254740991 THEN to_json(${column})
      ELSE to_json(${column}::VARCHAR) END`;
  }
  if (type.startsWith('TIMESTAMP')) {
    return `to_json(strftime(${column}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%gZ'))`;
  }
  if (/^(FLOAT|DOUBLE)$/.test(type))
    return `CASE WHEN isfinite(${column}) THEN to_json(${column}) END`;
  return `to_json(${column})`;
}

function parseJson(text: string): unknown {
  return JSON.parse(text, function dropNull(this: unknown, _key, value: unknown) {
    return value === null && !Array.isArray(this) ? undefined : value;
  }) as unknown;
}

function invalidParquet(path: string, error: unknown): PocketRankError {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new PocketRankError('INVALID_TABLE', `${path} cannot be read as Parquet (${reason}).`, {
    hint: 'Make or copy the file again.',
    cause: error,
  });
}
