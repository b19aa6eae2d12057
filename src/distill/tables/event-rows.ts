import type { KnownKeys, RowRules } from './check-rows.ts';
import { openDuckDB, type DuckDB } from './duckdb.ts';
import { eventSql, type EventSql } from './event-sql.ts';
import type { FoundTable } from './find-tables.ts';
import { loadRows, type RowCounts, type RowWork } from './load-rows.ts';
import { requireFile } from './open-bytes.ts';
import type { RawRows } from './raw-row.ts';
import { describeParquet, parquetSource, readQuery } from './read-parquet.ts';
import { readPart, withColumns } from './read-rows.ts';
import { isRemote } from './remote.ts';
import { requireColumns } from './require-columns.ts';
import type { TablePart } from './table-parts.ts';

/** What decides on which rows of events are looked at by code. */
export interface EventFilter {
  known: KnownKeys;
  /** Ids of the people whose events are held. */
  people(): Iterable<string>;
  rules: RowRules;
}

/**
 * Reads a table of events of which some people's are held. Of Parquet, DuckDB passes over the rows of others that are
 * sound for certain and whose ids are known; all other rows are checked as those of any table.
 *
 * @throws as `loadRows`
 */
export async function loadEvents(
  table: FoundTable,
  work: RowWork,
  filter: EventFilter,
): Promise<RowCounts> {
  if (!table.parts.some(({ format }) => format === 'parquet')) return loadRows(table, work);
  const db = await openDuckDB();
  try {
    let passed = 0;
    const rowsOf = (part: TablePart): RawRows =>
      part.format === 'parquet'
        ? readSuspects(db, part, filter, (rows) => (passed += rows))
        : readPart('events', part, filter.rules.idName);
    const counts = await loadRows(table, { ...work, passed: () => passed }, rowsOf);
    return { read: counts.read + passed, kept: counts.kept + passed };
  } finally {
    await db.close();
  }
}

/** The rows that code has to look at; `pass` is told how many others there are. */
async function* readSuspects(
  db: DuckDB,
  part: TablePart,
  { known, people, rules }: EventFilter,
  pass: (rows: number) => void,
): RawRows {
  const { path } = part;
  if (!isRemote(path)) await requireFile(path);
  const columns = await describeParquet(db.connection, path);
  const names = [...columns.map(({ name }) => name), ...Object.keys(part.columns)];
  requireColumns(path, 'events', names, rules.idName);
  const sql = eventSql(columns, part.columns, rules);
  if (sql === undefined) {
    yield* readPart('events', part, rules.idName);
    return;
  }
  await putKeys(db, 'people', people());
  await putUnknown(db, path, sql, known);
  const all = await db.connection.runAndReadAll(`SELECT count(*) FROM ${parquetSource(path)}`);
  let left = Number(all.getRows()[0]![0]);
  const query = `SELECT * FROM ${parquetSource(path, ', file_row_number = true')}
    WHERE NOT ${sql.sound} OR ${sql.profileId} IN (FROM people) OR ${sql.profileId} IN (FROM strangers)
      OR ${sql.itemId} IN (FROM no_items)
    ORDER BY file_row_number`;
  for await (const rows of readQuery(db, path, columns, query, ([row]) => Number(row) + 1)) {
    left -= rows.length;
    yield rows.map((row) => withColumns(row, part.columns));
  }
  pass(left);
}

/** Puts the ids of a file that are not known into tables of their own: mostly none. */
async function putUnknown(
  db: DuckDB,
  path: string,
  { profileId, itemId }: EventSql,
  known: KnownKeys,
): Promise<void> {
  for (const [table, value, keys] of [
    ['strangers', profileId, known.profiles],
    ['no_items', itemId, known.items],
  ] as const) {
    const unknown: string[] = [];
    const result = await db.connection.stream(
      `SELECT DISTINCT ${value} FROM ${parquetSource(path)} WHERE ${value} IS NOT NULL`,
    );
    for await (const chunk of result.yieldRows()) {
      for (const [id] of chunk) if (!keys.has(String(id))) unknown.push(String(id));
    }
    await putKeys(db, table, unknown);
  }
}

async function putKeys(
  { connection }: DuckDB,
  table: string,
  keys: Iterable<string>,
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (id VARCHAR)`);
  const appender = await connection.createAppender(table);
  for (const key of keys) {
    appender.appendVarchar(key);
    appender.endRow();
  }
  appender.closeSync();
}
