import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';
import { tableFormat, tableStem } from './formats.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';
import { readRowTime } from './row-time.ts';
import { partsAt } from './table-parts.ts';
import type { LabelRow, Tables } from './types.ts';

/** A column that tells what pairs came to. */
export interface LabelColumn {
  /** The name of the table, by which its file is found. */
  table: string;
  column: string;
  /** What its numbers lie between; yes is 1, no is 0. */
  range: readonly [number, number];
}

const YES = new Set<unknown>([true, 1, 'true', 'yes', '1']);
const NO = new Set<unknown>([false, 0, 'false', 'no', '0']);

/**
 * Reads a column of a table as labels: each row a profile, an item and a number, or yes or no. Rows that say nothing
 * there are left out.
 *
 * @throws MISSING_TABLE where the folder has no such table; INVALID_TABLE with file and line for a row of a stranger,
 * a label that is none, and one out of range
 */
export async function readLabelRows(
  folder: string,
  { table, column, range }: LabelColumn,
  { items, profiles }: Pick<Tables, 'items' | 'profiles'>,
): Promise<LabelRow[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    throw fileError('read', folder, error);
  });
  const file = files.find((name) => tableFormat(name) !== undefined && tableStem(name) === table);
  if (file === undefined) {
    throw new PocketRankError('MISSING_TABLE', `There is no table "${table}" in ${folder}.`, {
      hint: `A teacher learns from its column "${column}"; teachers.yaml says so.`,
    });
  }
  const path = join(folder, file);
  const parts = await partsAt(path);
  const labels: LabelRow[] = [];
  for await (const rows of readRows({ kind: 'items', parts })) {
    for (const row of rows) {
      const fail = (what: string): PocketRankError =>
        new PocketRankError('INVALID_TABLE', `${path}, line ${row.line}: ${what}.`);
      if (isBroken(row)) throw fail(row.problem);
      const {
        profileId,
        itemId,
        at,
        [column]: value,
      } = (row.value ?? {}) as Record<string, unknown>;
      if (value === undefined || value === null || value === '') continue;
      if (!profiles.has(String(profileId))) throw fail(`no profile "${String(profileId)}"`);
      if (!items.has(String(itemId))) throw fail(`no item "${String(itemId)}"`);
      labels.push({
        profileId: String(profileId),
        itemId: String(itemId),
        at: at === undefined ? undefined : readRowTime(at as string),
        value: labelOf(value, column, range, fail),
      });
    }
  }
  return labels;
}

function labelOf(
  value: unknown,
  column: string,
  [worst, best]: readonly [number, number],
  fail: (what: string) => PocketRankError,
): number {
  const isYesNo = Math.min(worst, best) === 0 && Math.max(worst, best) === 1;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (isYesNo && YES.has(word)) return 1;
  if (isYesNo && NO.has(word)) return 0;
  const number = typeof word === 'boolean' ? Number.NaN : Number(word);
  if (Number.isNaN(number)) throw fail(`"${column}" is ${JSON.stringify(value)}, no label`);
  if (number < Math.min(worst, best) || number > Math.max(worst, best))
    throw fail(`"${column}" is ${number}, out of the range of ${worst} to ${best}`);
  return number;
}
