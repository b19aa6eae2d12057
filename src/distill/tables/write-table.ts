import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { PocketRankError } from '../../core/errors.ts';
import { withTemporaryFile } from '../files/with-temporary-file.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { csvLines } from './csv-lines.ts';
import { isPlainName } from './cells.ts';
import { inChunks } from './in-chunks.ts';
import { isGzipped, TABLE_FORMATS, tableFormat, type TableFormat } from './formats.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * Writes a table in the format that the file name says (see `TABLE_FORMATS`), whole
 * or not at all. `openTables` reads every format back as it was written, with two limits of the flat ones
 * (CSV, TSV and Parquet): null is absent, and a column that holds both text and numbers comes back as text. In
 * CSV nested objects become dotted columns; in Parquet, and for arrays in both, cells of JSON.
 *
 * @throws PocketRankError `FILE_FAILED`; `INVALID_ARGUMENT` for another file name, for no rows or an
 * impossible column name in a format that has columns; `MISSING_PACKAGE` for Parquet without DuckDB.
 */
export async function writeTable(path: string, rows: readonly object[]): Promise<void> {
  const format = tableFormat(path);
  if (format === undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', `${path} has no known table format.`, {
      hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
    });
  }
  if (!format.startsWith('json')) checkFlat(path, rows);
  if (format === 'parquet') return writeParquetFile(path, rows);
  const text = Readable.from(inChunks(linesOf(format, rows)));
  return writeFileAtomic(path, isGzipped(format) ? text.pipe(createGzip()) : text);
}

function linesOf(format: TableFormat, rows: readonly object[]): Iterable<string> {
  switch (format) {
    case 'jsonl':
    case 'jsonl.gz':
      return jsonLines(rows);
    case 'json':
    case 'json.gz':
      return arrayLines(rows);
    default:
      return csvLines(rows, format.startsWith('tsv') ? '\t' : ',');
  }
}

async function writeParquetFile(path: string, rows: readonly object[]): Promise<void> {
  await withTemporaryFile(path, async (temporaryPath) => {
    const staging = `${temporaryPath}.jsonl`;
    try {
      await writeParquet(temporaryPath, staging, rows);
    } finally {
      await rm(staging, { force: true });
    }
  });
}

/** A JSON array, an element a line. */
function* arrayLines(rows: readonly object[]): Iterable<string> {
  let before = '[\n';
  for (const row of rows) {
    yield `${before}${JSON.stringify(row)}`;
    before = ',\n';
  }
  yield rows.length === 0 ? '[]\n' : '\n]\n';
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
