import { PocketRankError } from '../../core/errors.ts';
import { openItems } from '../../core/reading/open-items.ts';
import { hashFile, hashValue } from '../files/content-hash.ts';
import { badRowsError, createBadRowCollector, type BadRowCollector } from './bad-rows.ts';
import {
  checkEvent,
  checkGrade,
  checkItem,
  checkProfile,
  checkSlate,
  checkTerm,
  createRowRules,
  hasProblem,
  type Checked,
  type RowRules,
} from './check-rows.ts';
import { checkPair } from './check-pair.ts';
import { createEventTypes } from './event-types.ts';
import { findKeys } from './find-keys.ts';
import { findTables, type FoundTable } from './find-tables.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';
import { today } from './today.ts';
import type { OpenTablesOptions, TableKind, Tables } from './types.ts';

/**
 * Reads the tables of a folder (`items` or what they are called, `profiles`, `events`, `grades`, `slates`,
 * `*-slates`, `pairs`, each `.jsonl`, `.jsonl.gz`, `.csv` or `.parquet`) and checks every row: it parses, has its id, no
 * other row has the same, it refers to items and profiles that exist, its values are possible, and it does not
 * come from the future.
 *
 * @throws PocketRankError
 * - `MISSING_TABLE`: a required table is not there, a table has no rows, or none that can be used;
 * - `INVALID_TABLE`: a file is broken (cut-off gzip or Parquet, wrong CSV header), or bad rows are refused;
 * - `FILE_FAILED`: a file or the folder cannot be read;
 * - `MISSING_PACKAGE`: a Parquet table without DuckDB installed.
 */
export async function openTables(dir: string, options: OpenTablesOptions = {}): Promise<Tables> {
  const { onBadRow = 'refuse', maxReportedBadRows = 20, now = today() } = options;
  const { tables: found, noun } = await findTables(dir, options);
  const open = (value: unknown): readonly unknown[] =>
    openItems(Array.isArray(value) ? value : [value], options.types ?? [], [noun.many]);
  const { eventTypes = createEventTypes() } = options;
  const keys = options.keys ?? (await findKeys(dir, found, open, noun));
  const rules = createRowRules({ eventTypes, keys, nouns: options.nouns ?? [] }, now, noun);
  const badRows = createBadRowCollector(maxReportedBadRows);
  const tables: Tables = {
    items: new Map(),
    profiles: new Map(),
    events: [],
    grades: [],
    slates: {},
    pairs: {},
    files: [],
    noun,
    keys,
    eventTypes,
    now,
    badRows: badRows.summary,
    fingerprint: '',
  };
  const hashes: unknown[] = [];
  for (const table of found) {
    const { kind, name, path } = table;
    const rows = await loadTable(
      tables,
      table,
      rules,
      table.kind === 'items' ? open : asOne,
      badRows,
    );
    tables.files.push({ kind, name, path, rows });
    hashes.push([kind, name, await hashFile(path)]);
  }
  if (onBadRow === 'refuse' && badRows.summary.count > 0) throw badRowsError(dir, badRows.summary);
  refuseEmpty(tables, options.require ?? ['items']);
  tables.fingerprint = hashValue(hashes);
  return tables;
}

const asOne = (value: unknown): readonly unknown[] => [value];

/**
 * Reads one table into `tables`; returns how many rows were kept.
 *
 * @param open the objects of a row: a row of items may hold several
 */
async function loadTable(
  tables: Tables,
  table: FoundTable,
  rules: RowRules,
  open: (value: unknown) => readonly unknown[],
  badRows: BadRowCollector,
): Promise<number> {
  const keep = rowKeeper(tables, table, rules);
  let read = 0;
  let kept = 0;
  for await (const batch of readRows(table, rules.idName)) {
    read += batch.length;
    for (const row of batch) {
      const at = { file: table.path, line: row.line };
      if (isBroken(row)) {
        badRows.add({ ...at, reason: 'does-not-parse', message: row.problem });
        continue;
      }
      for (const value of open(row.value)) {
        const checked = keep(value);
        if (hasProblem(checked)) badRows.add({ ...at, ...checked.problem });
        else kept++;
      }
    }
  }
  if (read === 0) {
    throw new PocketRankError('MISSING_TABLE', `${table.path} has no rows.`, {
      hint: 'Fill the table, or remove the file.',
    });
  }
  return kept;
}

/** What checks a row of a table and, where it is good, puts it in its place. */
function rowKeeper(
  tables: Tables,
  { kind, name }: FoundTable,
  rules: RowRules,
): (value: unknown) => Checked<unknown> {
  switch (kind) {
    case 'items':
      return kept(checkItem, ({ key, item }) => tables.items.set(key, item));
    case 'profiles':
      return kept(checkProfile, ({ id, profile }) => tables.profiles.set(id, profile));
    case 'events':
      return kept(checkEvent, (event) => tables.events.push(event));
    case 'grades':
      return kept(checkGrade, (grade) => tables.grades.push(grade));
    case 'terms': {
      const terms = (tables.terms ??= []);
      return kept(checkTerm, (term) => terms.push(term));
    }
    case 'slates':
      return keptOnce('slate', checkSlate, (tables.slates[name] ??= []));
    case 'pairs':
      return keptOnce('pair', checkPair, (tables.pairs[name] ??= []));
  }

  /** Rows of a table by itself, no two of one id. */
  function keptOnce<T extends { id: string }>(
    what: string,
    check: (value: unknown, known: Tables, rules: RowRules) => Checked<T>,
    rows: T[],
  ): (value: unknown) => Checked<T> {
    const ids = new Set<string>();
    return kept(
      (value) => {
        const checked = check(value, tables, rules);
        if (hasProblem(checked) || !ids.has(checked.row.id)) return checked;
        const message = `a ${what} before has the id "${checked.row.id}" too`;
        return { problem: { reason: 'duplicate-id', message } };
      },
      (row) => {
        ids.add(row.id);
        rows.push(row);
      },
    );
  }

  function kept<T>(
    check: (value: unknown, known: Tables, rules: RowRules) => Checked<T>,
    keep: (row: T) => unknown,
  ): (value: unknown) => Checked<T> {
    return (value) => {
      const checked = check(value, tables, rules);
      if (!hasProblem(checked)) keep(checked.row);
      return checked;
    };
  }
}

function refuseEmpty(tables: Tables, required: readonly TableKind[]): void {
  for (const kind of required) {
    const files = tables.files.filter((file) => file.kind === kind);
    if (files.some((file) => file.rows > 0)) continue;
    const paths = files.map((file) => file.path).join(', ');
    throw new PocketRankError('MISSING_TABLE', `No row of ${paths} can be used.`, {
      hint: 'Open the tables without skipping bad rows to see what is wrong with each.',
    });
  }
}
