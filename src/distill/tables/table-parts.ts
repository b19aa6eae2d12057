import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';
import { withDuckDB, sqlText } from './duckdb.ts';
import { TABLE_FORMATS, tableFormat, type TableFormat } from './formats.ts';
import { expandGlob, isGlob } from './glob.ts';
import { requireFile } from './open-bytes.ts';

/** A file that holds a table or a part of one. */
export interface TablePart {
  path: string;
  format: TableFormat;
  /** What the folders above it say of all its rows (`date=2026-01-31/`), as text. */
  columns: Readonly<Record<string, string>>;
}

/** A file as a part, undefined where its name has no table's format. */
export function partOf(path: string, folders: readonly string[] = []): TablePart | undefined {
  const format = tableFormat(path);
  return format === undefined ? undefined : { path, format, columns: columnsOf(folders) };
}

/**
 * The parts within a folder, at any depth, in the order of their names. What is hidden or begins with `_`, as logs of
 * those who write such folders do, is passed over.
 *
 * @throws PocketRankError `FILE_FAILED` when a folder cannot be read
 */
export async function listParts(
  folder: string,
  folders: readonly string[] = [],
): Promise<TablePart[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError('read', folder, error);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts: TablePart[] = [];
  for (const entry of entries) {
    if (/^[._]/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) parts.push(...(await listParts(path, [...folders, entry.name])));
    const part = entry.isDirectory() ? undefined : partOf(path, folders);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

/**
 * The files of a table that is named by its path: a file, a folder, or a pattern; none where nothing is there.
 *
 * @throws PocketRankError `FILE_FAILED` for what is no file, `INVALID_TABLE` for one of no known format
 */
export async function partsAt(path: string): Promise<TablePart[]> {
  if (isGlob(path)) {
    const parts = await Promise.all((await expandGlob(path)).map(partsAt));
    return parts.flat();
  }
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined) return [];
  if (entry.isDirectory()) return listParts(path);
  await requireFile(path);
  const part = partOf(path);
  if (part !== undefined) return [part];
  throw new PocketRankError('INVALID_TABLE', `${path} has no known table format.`, {
    hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
  });
}

/**
 * The files below an address of a store, through DuckDB's own extension: paths from the address on.
 *
 * @throws PocketRankError `FILE_FAILED`, `MISSING_PACKAGE`
 */
export async function listRemote(address: string): Promise<string[]> {
  const from = address.replace(/\/+$/, '');
  return withDuckDB(async (db) => {
    try {
      const found = await db.runAndReadAll(`SELECT file FROM glob(${sqlText(`${from}/**`)})`);
      return found
        .getRows()
        .map(([file]) => String(file).slice(from.length + 1))
        .sort();
    } catch (error) {
      throw fileError('read', address, error);
    }
  });
}

/** Folders named `column=value` are columns of the rows below them. */
function columnsOf(folders: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const folder of folders) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
    if (name !== undefined && value !== undefined && name !== '__proto__') {
      columns[name] = decoded(value);
    }
  }
  return columns;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
