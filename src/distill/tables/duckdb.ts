import type { DuckDBConnection } from '@duckdb/node-api';
import { PocketRankError } from '../../core/errors.ts';

/**
 * Runs `work` on a fresh in-memory DuckDB, loaded only now: tables that are not Parquet need no native
 * package.
 *
 * @throws PocketRankError `MISSING_PACKAGE` when `@duckdb/node-api` is not installed.
 */
export async function withDuckDB<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await importDuckDB();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function importDuckDB(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new PocketRankError(
      'MISSING_PACKAGE',
      'Parquet tables need the package @duckdb/node-api.',
      {
        hint: 'Run: npm install @duckdb/node-api. Or use .jsonl, .jsonl.gz or .csv tables.',
        cause: error,
      },
    );
  }
}

/** A text as an SQL string literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
