import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';

/** What DuckDB may hold in memory; the rest it puts into a temporary folder. */
const MEMORY_LIMIT = '512MB';

/** A DuckDB of one's own, in memory and beyond it on the disk. */
export interface DuckDB {
  connection: DuckDBConnection;
  /** The package, whose classes tell its values apart. */
  api: typeof import('@duckdb/node-api');
  /** Closes it and removes what it put aside. */
  close(): Promise<void>;
}

/**
 * Opens a fresh DuckDB, whose package is loaded only now: tables that are not Parquet need no native package. Times
 * are UTC, and rows keep the order of their files.
 *
 * @throws PocketRankError `MISSING_PACKAGE` when `@duckdb/node-api` is not installed.
 */
export async function openDuckDB(): Promise<DuckDB> {
  const api = await importDuckDB();
  const folder = await mkdtemp(join(tmpdir(), 'pocketrank-duckdb-'));
  const instance = await api.DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY_LIMIT,
    temp_directory: folder,
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    connection,
    api,
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `work` on a fresh DuckDB. @throws as {@link openDuckDB} */
export async function withDuckDB<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDuckDB();
  try {
    return await work(connection);
  } finally {
    await close();
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
