import { basename } from 'node:path';
import { readKey } from '../../core/reading/read-key.ts';
import type { Item } from '../../core/types.ts';
import { checkHeap } from '../memory/check-heap.ts';
import type { LoadWork } from './load-work.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';
import { placeOf } from './sample.ts';

/**
 * Holds the items that the held events name, most often named first, and what is left of the share for any other;
 * beside those that have to stay. Events of items that are not held are let go.
 *
 * @param named items that stay, since grades, slates or pairs name them
 */
export async function pickItems(load: LoadWork, named: ReadonlySet<string>): Promise<void> {
  const { tables, sample } = load;
  const { items: limit = Infinity } = sample;
  const wanted = mostNamed(tables.events, limit);
  const missing = [...wanted].filter((key) => !tables.items.has(key));
  const drawn = [...tables.items.keys()].filter((key) => !wanted.has(key) && !named.has(key));
  drawn.sort((a, b) => placeOf(a) - placeOf(b));
  const others = drawn.slice(0, Math.max(0, limit - wanted.size));
  const held = new Set([...named, ...wanted, ...others]);
  if (missing.length === 0) {
    for (const key of drawn) if (!held.has(key)) tables.items.delete(key);
  } else {
    tables.items = await readItems(load, held);
  }
  if (tables.events.some(({ itemId }) => !held.has(itemId))) {
    tables.events = tables.events.filter(({ itemId }) => held.has(itemId));
  }
}

function mostNamed(events: LoadWork['tables']['events'], limit: number): Set<string> {
  const counts = new Map<string, number>();
  for (const { itemId } of events) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  if (counts.size <= limit) return new Set(counts.keys());
  const order = [...counts].sort(([a, n], [b, m]) => m - n || placeOf(a) - placeOf(b));
  return new Set(order.slice(0, limit).map(([key]) => key));
}

/** Items by key, in the order of the files; what is wrong with their rows has been told before. */
async function readItems(
  { found, rules, open }: LoadWork,
  held: ReadonlySet<string>,
): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for (const table of found.filter(({ kind }) => kind === 'items')) {
    for await (const rows of readRows(table, rules.idName)) {
      checkHeap(`Reading ${basename(table.path)}`);
      for (const value of rows.flatMap((row) => (isBroken(row) ? [] : open(row.value)))) {
        const key = readKey(value, rules.keys);
        if (key !== undefined && held.has(key) && !items.has(key)) items.set(key, value as Item);
      }
    }
  }
  return items;
}
