import type { FoundTable } from './find-tables.ts';
import type { RawRows } from './raw-row.ts';
import { readCsv } from './read-csv.ts';
import { readJsonl } from './read-jsonl.ts';
import { readParquet } from './read-parquet.ts';
import { requireColumns } from './require-columns.ts';

/**
 * Reads the rows of a table in its format, unchecked but for the column names of formats that have them.
 *
 * @param idName what rows may say for `itemId`
 * @throws PocketRankError `FILE_FAILED`, `INVALID_TABLE`, `MISSING_PACKAGE`; see the readers.
 */
export function readRows(table: FoundTable, idName = 'itemId'): RawRows {
  const { path, kind, format } = table;
  const check = (columns: readonly string[]) => requireColumns(path, kind, columns, idName);
  switch (format) {
    case 'jsonl':
    case 'jsonl.gz':
      return readJsonl(path, format === 'jsonl.gz');
    case 'csv':
      return readCsv(path, check);
    case 'parquet':
      return readParquet(path, check);
  }
}
