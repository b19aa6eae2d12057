import { USUAL_EVENTS, type EventSource } from '../../core/events.ts';
import { createEventTypes } from './event-types.ts';
import { findTables } from './find-tables.ts';
import { isBroken } from './raw-row.ts';
import { readRows } from './read-rows.ts';

/** Rows that are looked at. */
const MAX_ROWS = 200_000;
/** What says that an item is not wanted. */
const NEGATIVE =
  /dismiss|hide|hid|dislike|reject|skip|report|block|return|remov|unsub|unsave|cancel|ignore/i;
/** What comes before a choice, weakest first. */
const BEFORE = ['impression', 'view'];

/**
 * The types of events of a folder's log where they are not the usual ones, weakest first: what is seen most often
 * tells least. A first guess, to be put in order by whoever knows.
 *
 * @returns undefined where there is no log or its types are the usual ones
 * @throws as `findTables` and the readers
 */
export async function findEventTypes(dir: string): Promise<EventSource[] | undefined> {
  const { tables } = await findTables(dir);
  const counts = new Map<string, number>();
  let left = MAX_ROWS;
  for (const table of tables.filter(({ kind }) => kind === 'events')) {
    for await (const rows of readRows(table, 'itemId')) {
      for (const row of rows) {
        const { type } = ((isBroken(row) ? undefined : row.value) ?? {}) as { type?: unknown };
        if (typeof type === 'string') counts.set(type, (counts.get(type) ?? 0) + 1);
      }
      left -= rows.length;
      if (left <= 0) break;
    }
  }
  const usual = createEventTypes(USUAL_EVENTS).names;
  if ([...counts.keys()].every((type) => usual.includes(type))) return undefined;
  const rank = (type: string): number => BEFORE.indexOf(type) + 1 || BEFORE.length + 1;
  return [...counts]
    .sort(([a, n], [b, m]) => rank(a) - rank(b) || m - n)
    .map(([type]) => (NEGATIVE.test(type) ? { type, negative: true } : type));
}
