import { itemIdOf, withItemIds } from './item-ids.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';
import { findTables, type FoundTable } from './find-tables.ts';
import type { Noun } from './types.ts';
import { USUAL_KEYS } from '../../core/reading/item-paths.ts';

/** Rows of other tables whose ids of items are looked at. */
const MAX_REFERRING = 1000;
/** A key is there in this share of items. */
const MIN_FILLED = 0.95;
/** What a key is called, where no other table names items. */
const KEY_NAME = /(^|[a-z])(id|code|key|number|no|sku|gtin\d*|isbn|slug)$/i;

/** Longer texts are no keys. */
const MAX_LENGTH = 200;

/** Distinct values of a property of items, and how many items have it. */
interface Column {
  values: Set<string>;
  count: number;
}

/**
 * Where the keys of items lie, in tables of which nothing is known: at a usual place if items have it; else at the
 * property that is different for each item and that events, grades or slates name; else at one that is called like
 * a key.
 *
 * @param tables those that are read; the others of the folder are looked at too
 */
export async function findKeys(
  dir: string,
  tables: readonly FoundTable[],
  open: (value: unknown) => readonly unknown[],
  noun: Noun,
): Promise<readonly string[]> {
  const items = tables.find(({ kind }) => kind === 'items');
  if (items === undefined) return USUAL_KEYS;
  const { columns, total } = await readColumns(items, open);
  if (hasUsualKey(columns)) return USUAL_KEYS;
  const candidates = [...columns].filter(
    ([, { values, count }]) => values.size === count && count >= MIN_FILLED * total,
  );
  const all = await findTables(dir, { nouns: [noun] });
  const ids = await readReferences(all.tables, itemIdOf(noun.one));
  const hits = ({ values }: Column): number => ids.filter((id) => values.has(id)).length;
  const named = candidates
    .map(([path, column]) => ({ path, hits: hits(column) }))
    .sort((a, b) => b.hits - a.hits)[0];
  if (named !== undefined && named.hits > 0) return [named.path, ...USUAL_KEYS];
  const called = candidates.find(([path]) => KEY_NAME.test(path));
  return ids.length === 0 && called ? [called[0], ...USUAL_KEYS] : USUAL_KEYS;
}

const hasUsualKey = (columns: ReadonlyMap<string, Column>): boolean =>
  USUAL_KEYS.some((key) => (columns.get(key)?.count ?? 0) > 0);

/** Looks at all items, or where the first ones have a usual key at these alone. */
async function readColumns(
  table: FoundTable,
  open: (value: unknown) => readonly unknown[],
): Promise<{ columns: Map<string, Column>; total: number }> {
  const columns = new Map<string, Column>();
  let total = 0;
  for await (const rows of readRows(table)) {
    for (const item of rows.flatMap((row) => (isBroken(row) ? [] : open(row.value)))) {
      if (typeof item !== 'object' || item === null) continue;
      total++;
      for (const [path, value] of Object.entries(item)) {
        const key = typeof value === 'object' && value !== null ? keyWithin(value) : value;
        if (typeof key !== 'string' && typeof key !== 'number') continue;
        if (String(key).length > MAX_LENGTH) continue;
        let column = columns.get(path);
        if (!column) columns.set(path, (column = { values: new Set(), count: 0 }));
        column.count++;
        column.values.add(String(key));
      }
    }
    if (hasUsualKey(columns)) break;
  }
  return { columns, total };
}

/** The value of a PropertyValue. */
const keyWithin = (value: object): unknown => (value as { value?: unknown }).value;

/** Ids of items that the other tables name first. */
async function readReferences(tables: readonly FoundTable[], idName: string): Promise<string[]> {
  const ids: string[] = [];
  for (const table of tables) {
    if (table.kind === 'items' || table.kind === 'profiles') continue;
    let left = MAX_REFERRING;
    for await (const rows of readRows(table, idName)) {
      for (const row of rows.slice(0, left)) {
        if (!isBroken(row)) ids.push(...idsOf(withItemIds(row.value, idName)));
      }
      left -= rows.length;
      if (left <= 0) break;
    }
  }
  return ids;
}

function idsOf(row: unknown): string[] {
  const { itemId, candidates } = (row ?? {}) as { itemId?: unknown; candidates?: unknown };
  const all = [itemId, ...(Array.isArray(candidates) ? (candidates as unknown[]) : [])];
  return all.flatMap((id) =>
    typeof id === 'string' || typeof id === 'number' ? [String(id)] : [],
  );
}
