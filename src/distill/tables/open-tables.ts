import { PocketRankError } from '../../core/errors.ts';
import { openItems } from '../../core/reading/open-items.ts';
import { hashFile, hashValue } from '../files/content-hash.ts';
import { badRowsError, createBadRowCollector } from './bad-rows.ts';
import { createRowRules } from './check-rows.ts';
import { createEventTypes } from './event-types.ts';
import { findKeys } from './find-keys.ts';
import { findTables, type FoundTable } from './find-tables.ts';
import { loadRows } from './load-rows.ts';
import { asOne, type LoadWork } from './load-work.ts';
import { loadSampled } from './load-sampled.ts';
import { createRowKeepers } from './row-keepers.ts';
import { isRemote } from './remote.ts';
import { today } from './today.ts';
import type { OpenTablesOptions, TableKind, Tables } from './types.ts';

/**
 * Reads the tables of a folder (`items` or what they are called, `profiles`, `events`, `grades`, `slates`,
 * `*-slates`, `pairs`, each a file, numbered files or a folder of files) and checks every row: it parses, has its id,
 * no other row has the same, it refers to items and profiles that exist, its values are possible, and it does not
 * come from the future. With `sample` long tables are held in part, but every row is checked all the same.
 *
 * @throws PocketRankError
 * - `MISSING_TABLE`: a required table is not there, a table has no rows, or none that can be used;
 * - `INVALID_TABLE`: a file is broken (cut-off gzip or Parquet, wrong CSV header), or bad rows are refused;
 * - `FILE_FAILED`: a file or the folder cannot be read;
 * - `MISSING_PACKAGE`: a Parquet table without DuckDB installed;
 * - `OUT_OF_MEMORY`: the rows do not fit into the memory of JavaScript.
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
    notices: [],
    fingerprint: '',
  };
  const work = { tables, found, rules, open, badRows, sample: options.sample ?? {} };
  if (options.sample === undefined) await loadAll(work);
  else await loadSampled(work);
  if (onBadRow === 'refuse' && badRows.summary.count > 0) throw badRowsError(dir, badRows.summary);
  refuseEmpty(tables, options.require ?? ['items']);
  const sampled = tables.sampled && options.sample;
  tables.fingerprint = hashValue([...(await hashTables(found)), ...(sampled ? [sampled] : [])]);
  return tables;
}

/** Holds every row. */
async function loadAll({ tables, found, rules, open, badRows }: LoadWork): Promise<void> {
  const keepers = createRowKeepers(tables, rules);
  for (const table of found) {
    const { kind, name, path } = table;
    const work = {
      open: kind === 'items' ? open : asOne,
      keep: keepers.of(table),
      badRows,
      idName: rules.idName,
    };
    const { kept } = await loadRows(table, work);
    tables.files.push({ kind, name, path, rows: kept });
  }
  tables.notices = keepers.notices();
}

async function hashTables(found: readonly FoundTable[]): Promise<unknown[]> {
  const hashes: unknown[] = [];
  for (const { kind, name, parts } of found) {
    const [first, ...others] = await Promise.all(parts.map(({ path }) => hashOf(path)));
    hashes.push([kind, name, first, ...others]);
  }
  return hashes;
}

/** The content of a file; of one in a store its address alone. */
async function hashOf(path: string): Promise<string> {
  return isRemote(path) ? hashValue(path) : hashFile(path);
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
