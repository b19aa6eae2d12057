import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { parse, type CsvError, type Info } from 'csv-parse';
import { PocketRankError } from '../../core/errors.ts';
import { fileError, isSystemError } from '../files/file-error.ts';
import { decodeCell, parseScalar, setPath } from './cells.ts';
import type { RawRow, RawRows } from './raw-row.ts';

interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * Reads CSV (RFC 4180; comma, semicolon or tab, whichever the header line uses) whose first line names the
 * columns. A dotted name such as `hiringOrganization.name` becomes nested objects. An empty cell is absent;
 * a cell that is a JSON object, array or string literal is parsed; a column all of whose cells are numbers
 * (or all booleans) in JSON's own form has that type; everything else is text, so `01234` keeps its zero.
 *
 * Not read through DuckDB: measured on version 1.5, a last row with an unclosed quote vanishes from the
 * rows and from its table of rejects alike, and reject lines count records instead of lines.
 *
 * @throws PocketRankError `FILE_FAILED`, or `INVALID_TABLE` for a header that cannot be used or a quote
 * that is never closed (what follows it is lost, however much it was).
 */
export async function* readCsv(path: string, checkColumns: ColumnCheck): RawRows {
  const broken: RawRow[] = [];
  const records: CsvRecord[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let header: string[] | undefined;
  for await (const { record: raw, info } of parseFile(path, await findDialect(path))) {
    const line = info.lines - newlines(raw);
    const record = decodeCells(decoder, raw);
    if (header === undefined) {
      header = checkHeader(path, record);
      checkColumns(header);
    } else if (raw.length !== header.length) {
      const problem = `${raw.length} cells where the header has ${header.length}`;
      broken.push({ line, problem });
    } else if (record === undefined) {
      broken.push({ line, problem: 'not UTF-8 text' });
    } else {
      records.push({ line, cells: record });
    }
  }
  if (header === undefined) return;

  const decoders = header.map((_, column) => columnDecoder(records, column));
  const paths = header.map((name) => name.split('.'));
  const rows = records.map(({ line, cells }): RawRow => {
    const value: Record<string, unknown> = {};
    for (const [i, cell] of cells.entries()) {
      if (cell !== '') setPath(value, paths[i] as string[], decoders[i]?.(cell));
    }
    return { line, value };
  });
  const all = [...broken, ...rows];
  all.sort((a, b) => a.line - b.line);
  yield all;
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
  { delimiter, start }: Dialect,
): AsyncIterable<{ record: string[]; info: Info }> {
  const file = createReadStream(path, { start });
  const parser = file.pipe(
    parse({
      delimiter,
      encoding: 'latin1',
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  file.on('error', (error) => parser.destroy(error));
  try {
    yield* parser as AsyncIterable<{ record: string[]; info: Info }>;
  } catch (error) {
    if (isSystemError(error)) throw fileError('read', path, error);
    const line = (error as Partial<CsvError & Info>).lines;
    const reason = (error as Error).message;
    throw new PocketRankError('INVALID_TABLE', `${path}:${line ?? '?'}: ${reason}.`, {
      hint: 'Close the quote; inside a quoted cell a quote is written twice.',
      cause: error,
    });
  } finally {
    file.destroy();
  }
}

interface Dialect {
  delimiter: string;
  /** Where the text starts, in bytes: after a byte order mark. */
  start: number;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

async function findDialect(path: string): Promise<Dialect> {
  let head = '';
  try {
    for await (const chunk of createReadStream(path, { end: 65_535, encoding: 'latin1' })) {
      head += chunk;
    }
  } catch (error) {
    throw fileError('read', path, error);
  }
  const start = head.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
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

function columnDecoder(records: readonly CsvRecord[], column: number): (cell: string) => unknown {
  for (const type of ['number', 'boolean']) {
    const fits = records.every(({ cells }) => {
      const cell = cells[column] as string;
      return cell === '' || typeof parseScalar(cell) === type;
    });
    if (fits) return parseScalar;
  }
  return decodeCell;
}

function newlines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}
