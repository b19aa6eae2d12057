import type { FoundTable } from './find-tables.ts';
import { isGzipped } from './formats.ts';
import { isBroken, type RawRow, type RawRows } from './raw-row.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readJsonl } from './read-jsonl.ts';
import { readParquet } from './read-parquet.ts';
import { requireColumns } from './require-columns.ts';
import type { TablePart } from './table-parts.ts';
import type { TableKind } from './types.ts';

/** Kinds of rows whose properties each have one meaning, so that the cells of CSV need no types of columns. */
const PLAIN_KINDS: ReadonlySet<TableKind> = new Set<TableKind>(['events', 'grades', 'terms']);

/**
 * Reads the rows of all files of a table, unchecked but for the column names of formats that have them.
 *
 * @param idName what rows may say for `itemId`
 * @throws PocketRankError `FILE_FAILED`, `INVALID_TABLE`, `MISSING_PACKAGE`; see the readers.
 */
export async function* readRows(
  { kind, parts }: Pick<FoundTable, 'kind' | 'parts'>,
  idName = 'itemId',
): RawRows {
  for (const part of parts) yield* readPart(kind, part, idName);
}

/** Reads the rows of one file. @throws as {@link readRows} */
export async function* readPart(kind: TableKind, part: TablePart, idName = 'itemId'): RawRows {
  const { columns } = part;
  const names = Object.keys(columns);
  const check = (own: readonly string[]) =>
    requireColumns(part.path, kind, [...own, ...names], idName);
  for await (const rows of readFormat(kind, part, check)) {
    yield rows.map((row) => withColumns(row, columns));
  }
}

function readFormat(
  kind: TableKind,
  { path, format }: TablePart,
  checkColumns: (columns: readonly string[]) => void,
): RawRows {
  switch (format) {
    case 'jsonl':
    case 'jsonl.gz':
      return readJsonl(path, isGzipped(format));
    case 'json':
    case 'json.gz':
      return readJson(path, isGzipped(format));
    case 'parquet':
      return readParquet(path, checkColumns);
    default:
      return readCsv(path, { format, checkColumns, typed: !PLAIN_KINDS.has(kind) });
  }
}

/** A row with what the folders of its file say, where it does not say so itself. */
export function withColumns(row: RawRow, columns: Readonly<Record<string, string>>): RawRow {
  if (Object.keys(columns).length === 0) return row;
  if (isBroken(row) || typeof row.value !== 'object' || row.value === null) return row;
  return { line: row.line, value: { ...columns, ...row.value } };
}
