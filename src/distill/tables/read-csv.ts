import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { parse, type CsvError, type Info } from 'csv-parse';
import { PocketRankError } from '../../core/errors.ts';
import { decodeCell, parseScalar, setPath } from './cells.ts';
import { isGzipped, type TableFormat } from './formats.ts';
import { openBytes } from './open-bytes.ts';
import type { RawRow, RawRows } from './raw-row.ts';

/** Options of {@link readCsv}. */
export interface ReadCsvOptions {
  format: TableFormat;
  checkColumns: ColumnCheck;
  /**
   * Whether cells get the type of their column, for which the file is read twice. Without, all that is no JSON is
   * text: enough where each column has one meaning.
   */
  typed: boolean;
}

/** A record of the file; its cells, or what is wrong with it. */
type CsvRecord = { line: number } & ({ cells: string[] } | { problem: string });

const ROWS_PER_BATCH = 1000;

/**
 * Reads CSV (RFC 4180; comma, semicolon or tab, whichever the header line uses) whose first line names the
 * columns, a thousand rows at a time. A dotted name such as `hiringOrganization.name` becomes nested objects. An
 * empty cell is absent; a cell that is a JSON object, array or string literal is parsed; a column all of whose cells
 * are numbers (or all booleans) in JSON's own form has that type; everything else is text, so `01234` keeps its zero.
 *
 * Not read through DuckDB: measured on version 1.5, a last row with an unclosed quote vanishes from the
 * rows and from its table of rejects alike, and reject lines count records instead of lines.
 *
 * @throws PocketRankError `FILE_FAILED`, or `INVALID_TABLE` for a header that cannot be used or a quote
 * that is never closed (what follows it is lost, however much it was).
 */
export async function* readCsv(path: string, options: ReadCsvOptions): RawRows {
  const dialect = await findDialect(path, options.format);
  const decoders = options.typed ? await findDecoders(path, dialect, options) : undefined;
  const records = readRecords(path, dialect, options);
  const header = await records.next();
  if (header.done) return;
  const paths = header.value.header.map((name) => name.split('.'));
  let batch: RawRow[] = [];
  for await (const { record } of records) {
    batch.push('problem' in record ? record : asRow(record, paths, decoders));
    if (batch.length < ROWS_PER_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function asRow(
  { line, cells }: { line: number; cells: readonly string[] },
  paths: readonly (readonly string[])[],
  decoders: readonly ((cell: string) => unknown)[] | undefined,
): RawRow {
  const value: Record<string, unknown> = {};
  for (const [i, cell] of cells.entries()) {
    if (cell !== '') setPath(value, paths[i]!, (decoders?.[i] ?? decodeCell)(cell));
  }
  return { line, value };
}

/** For each column, what reads its cells. */
async function findDecoders(
  path: string,
  dialect: Dialect,
  options: ReadCsvOptions,
): Promise<((cell: string) => unknown)[]> {
  const types: ('number' | 'boolean' | 'other' | undefined)[] = [];
  for await (const { record } of readRecords(path, dialect, options)) {
    if ('problem' in record) continue;
    for (const [i, cell] of record.cells.entries()) {
      if (cell === '' || types[i] === 'other') continue;
      const type = typeof parseScalar(cell) as 'number' | 'boolean' | 'undefined';
      types[i] = type === 'undefined' || (types[i] ?? type) !== type ? 'other' : type;
    }
  }
  return types.map((type) => (type === 'other' ? decodeCell : parseScalar));
}

/** The header, then each record beside it. */
async function* readRecords(
  path: string,
  dialect: Dialect,
  { format, checkColumns }: ReadCsvOptions,
): AsyncGenerator<{ header: string[]; record: CsvRecord }, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let header: string[] | undefined;
  for await (const { record: raw, info } of parseFile(path, format, dialect)) {
    const line = info.lines - newlines(raw);
    const cells = decodeCells(decoder, raw);
    if (header === undefined) {
      header = checkHeader(path, cells);
      checkColumns(header);
      yield { header, record: { line, cells: [] } };
    } else if (raw.length !== header.length) {
      const problem = `${raw.length} cells where the header has ${header.length}`;
      yield { header, record: { line, problem } };
    } else if (cells === undefined) {
      yield { header, record: { line, problem: 'not UTF-8 text' } };
    } else {
      yield { header, record: { line, cells } };
    }
  }
}

// The parser hands over bytes as Latin-1 text, since as UTF-8 it would replace broken ones without a word.
function decodeCells(decoder: TextDecoder, cells: readonly string[]): string[] | undefined {
  try {
    return cells.map((cell) =>
      /[\x80-\xff]/.test(cell) ? decoder.decode(Buffer.from(cell, 'latin1')) : cell,
    );
  } catch {
    return undefined;
  }
}

/** Throws when the columns of a file cannot hold its table. */
export type ColumnCheck = (columns: readonly string[]) => void;

async function* parseFile(
  path: string,
  format: TableFormat,
  { delimiter, start }: Dialect,
): AsyncIterable<{ record: string[]; info: Info }> {
  const bytes = Readable.from(skipBytes(openBytes(path, isGzipped(format)), start));
  const parser = bytes.pipe(
    parse({
      delimiter,
      encoding: 'latin1',
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  bytes.on('error', (error) => parser.destroy(error));
  try {
    yield* parser as AsyncIterable<{ record: string[]; info: Info }>;
  } catch (error) {
    if (error instanceof PocketRankError) throw error;
    const line = (error as Partial<CsvError & Info>).lines;
    const reason = (error as Error).message;
    throw new PocketRankError('INVALID_TABLE', `${path}:${line ?? '?'}: ${reason}.`, {
      hint: 'Close the quote; inside a quoted cell a quote is written twice.',
      cause: error,
    });
  } finally {
    bytes.destroy();
  }
}

async function* skipBytes(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
): AsyncIterable<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

interface Dialect {
  delimiter: string;
  /** Where the text starts, in bytes: after a byte order mark. */
  start: number;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';
/** How much of a file the header is looked for in, in bytes. */
const HEAD_BYTES = 65_536;

async function findDialect(path: string, format: TableFormat): Promise<Dialect> {
  let head = '';
  for await (const chunk of openBytes(path, isGzipped(format))) {
    head += Buffer.from(chunk).toString('latin1');
    if (head.length >= HEAD_BYTES) break;
  }
  const start = head.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  if (format.startsWith('tsv')) return { delimiter: '\t', start };
  const line =
    head
      .slice(start)
      .split(/\r?\n/)
      .find((text) => text.trim() !== '') ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, n: bare.split(mark).length }));
  const { mark } = counts.reduce((best, next) => (next.n > best.n ? next : best));
  return { delimiter: mark, start };
}

function checkHeader(path: string, cells: readonly string[] | undefined): string[] {
  const names = (cells ?? []).map((cell) => cell.trim());
  const problem = cells === undefined ? 'is not UTF-8 text' : headerProblem(names);
  if (problem === undefined) return names;
  throw new PocketRankError('INVALID_TABLE', `${path}:1: the header ${problem}.`, {
    hint: 'The first line must name the columns.',
  });
}

function headerProblem(names: readonly string[]): string | undefined {
  for (const [i, name] of names.entries()) {
    if (name === '') return `leaves column ${i + 1} without a name`;
    if (names.indexOf(name) !== i) return `has the column "${name}" twice`;
    if (name.split('.').some((part) => part === '' || part === '__proto__')) {
      return `has the impossible column name "${name}"`;
    }
    const parent = names.find((other) => name.startsWith(`${other}.`));
    if (parent !== undefined) return `has both "${parent}" and "${name}"`;
  }
  return undefined;
}

function newlines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}
