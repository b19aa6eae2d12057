import { basename } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { checkHeap } from '../memory/check-heap.ts';
import type { BadRowCollector } from './bad-rows.ts';
import { hasProblem, type Checked } from './check-rows.ts';
import type { FoundTable } from './find-tables.ts';
import { isBroken, type RawRow, type RawRows } from './raw-row.ts';
import { readPart } from './read-rows.ts';
import type { TablePart } from './table-parts.ts';

/** Rows between two looks at the memory. */
const ROWS_PER_LOOK = 4096;

/** What is done with each row of a table. */
export interface RowWork {
  /** The objects of a row: a row of items may hold several. */
  open(value: unknown): readonly unknown[];
  /** Checks one, and puts it in its place where it is good. */
  keep(value: unknown, place: RowPlace): Checked<unknown>;
  badRows: BadRowCollector;
  /** What rows may say for `itemId`. */
  idName: string;
  /** How many rows a reader knows to be good without handing them over. */
  passed?(): number;
}

/** Where a row stands. */
export interface RowPlace {
  file: string;
  line: number;
}

/** How many rows were read, and how many things in them are good. */
export interface RowCounts {
  read: number;
  kept: number;
}

/**
 * Reads a table row by row.
 *
 * @param rowsOf what reads a file of it; default: all its rows
 * @throws PocketRankError `MISSING_TABLE` where it has no rows, `OUT_OF_MEMORY`; the readers' errors
 */
export async function loadRows(
  { kind, path, parts }: FoundTable,
  work: RowWork,
  rowsOf: (part: TablePart) => RawRows = (part) => readPart(kind, part, work.idName),
): Promise<RowCounts> {
  const counts = { read: 0, kept: 0 };
  let look = ROWS_PER_LOOK;
  for (const part of parts) {
    for await (const batch of rowsOf(part)) {
      for (const row of batch) loadRow(row, part.path, work, counts);
      if (counts.read < look) continue;
      look = counts.read + ROWS_PER_LOOK;
      checkHeap(`Reading ${basename(path)} (${counts.read} rows so far)`);
    }
  }
  if (counts.read + (work.passed?.() ?? 0) > 0) return counts;
  throw new PocketRankError('MISSING_TABLE', `${path} has no rows.`, {
    hint: 'Fill the table, or remove the file.',
  });
}

function loadRow(row: RawRow, file: string, work: RowWork, counts: RowCounts): void {
  counts.read++;
  const place = { file, line: row.line };
  if (isBroken(row)) {
    work.badRows.add({ ...place, reason: 'does-not-parse', message: row.problem });
    return;
  }
  for (const value of work.open(row.value)) {
    const checked = work.keep(value, place);
    if (hasProblem(checked)) work.badRows.add({ ...place, ...checked.problem });
    else counts.kept++;
  }
}
