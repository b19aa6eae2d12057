import type { Teaching } from '../domain.ts';
import { hashValue } from '../files/content-hash.ts';
import { readLabelRows } from '../tables/read-labels.ts';
import type { LabelRow, Tables } from '../tables/types.ts';
import { MARKET } from './open-data.ts';

/**
 * Reads the tables that label teachers of a domain learn from, and puts them to the others. Of a simulated market they
 * are drawn with it.
 *
 * @throws as `readLabelRows`
 */
export async function openLabels(
  data: string,
  tables: Tables,
  teaching: Teaching | undefined,
): Promise<void> {
  const labels: Record<string, LabelRow[]> = {};
  for (const { name, table, column, range } of teaching?.teachers ?? []) {
    if (table === undefined) continue;
    labels[name] =
      data === MARKET
        ? labelsBeside(tables.beside?.[`${table}.jsonl`] ?? [], column!)
        : await readLabelRows(data, { table, column: column!, range: range ?? [0, 1] }, tables);
  }
  if (Object.keys(labels).length === 0) return;
  tables.labels = labels;
  tables.fingerprint = hashValue([tables.fingerprint, labels]);
}

function labelsBeside(rows: readonly object[], column: string): LabelRow[] {
  return (rows as (LabelRow & Record<string, unknown>)[]).map((row) => ({
    profileId: row.profileId,
    itemId: row.itemId,
    at: row.at,
    value: Number(row[column]),
  }));
}
