import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { PocketRankError } from '../../core/errors.ts';
import { withTemporaryFile } from '../files/with-temporary-file.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { csvLines } from './csv-lines.ts';
import { isPlainName } from './cells.ts';
import { inChunks } from './in-chunks.ts';
import { TABLE_FORMATS, tableFormat } from './formats.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * Writes a table in the format that the file name says (`.jsonl`, `.jsonl.gz`, `.csv`, `.parquet`), whole
 * or not at all. `openTables` reads every format back as it was written, with two limits of the flat ones
 * (CSV and Parquet): null is absent, and a column that holds both text and numbers comes back as text. In
 * CSV nested objects become dotted columns; in Parquet, and for arrays in both, cells of JSON.
 *
 * @throws PocketRankError `FILE_FAILED`; `INVALID_ARGUMENT` for another file name, for no rows or an
 * impossible column name in a format that has columns; `MISSING_PACKAGE` for Parquet without DuckDB.
 */
export async function writeTable(path: string, rows: readonly object[]): Promise<void> {
  switch (tableFormat(path)) {
    case 'jsonl':
      return writeFileAtomic(path, Readable.from(inChunks(jsonLines(rows))));
    case 'jsonl.gz':
      return writeFileAtomic(path, Readable.from(inChunks(jsonLines(rows))).pipe(createGzip()));
    case 'csv':
      checkFlat(path, rows);
      return writeFileAtomic(path, Readable.from(inChunks(csvLines(rows))));
    case 'parquet':
      checkFlat(path, rows);
      return withTemporaryFile(path, async (temporaryPath) => {
        const staging = `${temporaryPath}.jsonl`;
        try {
          await writeParquet(temporaryPath, staging, rows);
        } finally {
          await rm(staging, { force: true });
        }
      });
    case undefined:
      throw new PocketRankError('INVALID_ARGUMENT', `${path} has no known table format.`, {
        hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
      });
  }
}

function* jsonLines(rows: readonly object[]): Iterable<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function checkFlat(path: string, rows: readonly object[]): void {
  if (rows.length === 0) {
    throw new PocketRankError('INVALID_ARGUMENT', `There are no rows to write to ${path}.`, {
      hint: 'A table without rows has no columns; use .jsonl.',
    });
  }
  for (const row of rows) {
    const impossible = Object.keys(row).find((key) => !isPlainName(key));
    if (impossible === undefined) continue;
    throw new PocketRankError('INVALID_ARGUMENT', `${path} cannot have a column "${impossible}".`, {
      hint: 'Column names hold no dots and no spaces at their ends; or use .jsonl.',
    });
  }
}
