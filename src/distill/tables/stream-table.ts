import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { withTemporaryFile } from '../files/with-temporary-file.ts';
import { csvLines } from './csv-lines.ts';
import { isGzipped, tableFormat, type TableFormat } from './formats.ts';
import { writeTable } from './write-table.ts';

/**
 * Writes a table as its rows come in, whole or not at all: as `writeTable`, but nothing of text formats is held. All
 * rows have the properties of the first. Parquet is held until all is there, since its columns have types.
 *
 * @param batches rows by the hundred or thousand; what they throw leaves the file as it was
 * @throws as `writeTable`
 */
export async function streamTable(
  path: string,
  batches: AsyncIterable<readonly object[]>,
): Promise<void> {
  const format = tableFormat(path);
  if (format === undefined || format === 'parquet') {
    const rows: object[] = [];
    for await (const batch of batches) rows.push(...batch);
    return writeTable(path, rows);
  }
  const packing = isGzipped(format) ? [createGzip()] : [];
  await withTemporaryFile(path, (temporaryPath) =>
    pipeline([
      Readable.from(textOf(format, batches)),
      ...packing,
      createWriteStream(temporaryPath),
    ]),
  );
}

async function* textOf(
  format: TableFormat,
  batches: AsyncIterable<readonly object[]>,
): AsyncIterable<string> {
  const isArray = format === 'json' || format === 'json.gz';
  const isLines = format === 'jsonl' || format === 'jsonl.gz';
  const delimiter = format.startsWith('tsv') ? '\t' : ',';
  let written = 0;
  for await (const batch of batches) {
    let text = '';
    for (const row of batch) {
      if (isLines) text += `${JSON.stringify(row)}\n`;
      else if (isArray) text += `${written === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`;
      else text += flatLines(row, delimiter, written === 0);
      written++;
    }
    if (text !== '') yield text;
  }
  if (isArray) yield written === 0 ? '[]\n' : '\n]\n';
}

/** A row of CSV, the header before the first. */
function flatLines(row: object, delimiter: ',' | '\t', withHeader: boolean): string {
  const [header = '', ...lines] = csvLines([row], delimiter);
  return (withHeader ? header : '') + lines.join('');
}
