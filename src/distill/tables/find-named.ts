import type { FoundTable } from './find-tables.ts';
import { withItemIds } from './item-ids.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';

/** Keys that grades, slates and pairs name. */
export interface Named {
  items: Set<string>;
  profiles: Set<string>;
}

/** The people and the items that cannot be left out, since what is graded or measured names them. */
export async function findNamed(tables: readonly FoundTable[], idName: string): Promise<Named> {
  const named: Named = { items: new Set(), profiles: new Set() };
  for (const table of tables) {
    if (!/^(grades|slates|pairs)$/.test(table.kind)) continue;
    for await (const rows of readRows(table, idName)) {
      for (const row of rows)
        if (!isBroken(row)) addNamed(withItemIds(row.value, idName), named, idName);
    }
  }
  return named;
}

function addNamed(row: unknown, { items, profiles }: Named, idName: string): void {
  if (typeof row !== 'object' || row === null) return;
  const { profileId, itemId, candidates, history, gains, itemIds, ...rest } = row as Record<
    string,
    unknown
  >;
  addKeys(profiles, profileId);
  addKeys(items, itemId);
  addKeys(items, candidates === '*' ? undefined : candidates);
  addKeys(items, itemIds ?? rest[`${idName}s`]);
  addKeys(items, typeof gains === 'object' && gains !== null ? Object.keys(gains) : undefined);
  for (const event of Array.isArray(history) ? (history as unknown[]) : []) {
    addKeys(items, (event as { itemId?: unknown } | null)?.itemId);
  }
}

function addKeys(keys: Set<string>, value: unknown): void {
  if (Array.isArray(value)) for (const each of value as unknown[]) addKeys(keys, each);
  else if (typeof value === 'string' || typeof value === 'number') keys.add(String(value));
}
