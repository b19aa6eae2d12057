import type { DatabaseState } from './database-state.ts';
import type { StoreName } from './key-value-store.ts';
import { byKey } from './memory.ts';
import { isUnreadable, silence, type Database } from './open-database.ts';
import { writeChanges } from './write-changes.ts';

/** The value under a key; one that cannot be read is deleted. */
export async function readEntry(
  state: DatabaseState,
  store: StoreName,
  key: string,
): Promise<unknown> {
  const pending = state.pending.of(store);
  if (pending.has(key)) return pending.get(key);
  try {
    if (await isEmpty(state)) return undefined;
    return await state.connection.use((database) => readValue(database, store, key));
  } catch (error) {
    if (isUnreadable(error)) await writeChanges(state, store, [[key, undefined]]);
    return undefined;
  }
}

/** Every entry whose key starts with `prefix`, with what is pending. */
export async function readEntries(
  state: DatabaseState,
  store: StoreName,
  prefix: string,
): Promise<[key: string, value: unknown][]> {
  const stored = isEmpty(state)
    .then((nothing) => (nothing ? [] : readAll(state, store, prefix)))
    .catch((error: unknown) => (isUnreadable(error) ? readSingly(state, store, prefix) : []))
    .catch(() => []);
  const merged = new Map(await stored);
  for (const [key, value] of state.pending.of(store)) {
    if (!key.startsWith(prefix)) continue;
    if (value === undefined) merged.delete(key);
    else merged.set(key, value);
  }
  return [...merged].sort(byKey);
}

/** What a store of an open database holds under a key. */
export const readValue = (database: Database, store: string, key: string): Promise<unknown> =>
  silence(database.transaction(store)).store.get(key);

/** Whether the first database is only being made: there is nothing to read in it, nor to wait for. */
const isEmpty = async ({ isNew, connection }: DatabaseState): Promise<boolean> =>
  isNew !== undefined && Promise.race([isNew.then(() => true), connection.use(async () => false)]);

async function readAll(
  { connection }: DatabaseState,
  store: StoreName,
  prefix: string,
): Promise<[string, unknown][]> {
  const [keys, values] = await connection.use((database) => {
    const target = silence(database.transaction(store)).store;
    return Promise.all([target.getAllKeys(range(prefix)), target.getAll(range(prefix))]);
  });
  return keys.map((key, index) => [key as string, values[index] as unknown]);
}

/** Reads entries one by one, since an unreadable one fails the reading of all; deletes that one. */
async function readSingly(
  state: DatabaseState,
  store: StoreName,
  prefix: string,
): Promise<[string, unknown][]> {
  const keys = await state.connection.use((database) =>
    silence(database.transaction(store)).store.getAllKeys(range(prefix)),
  );
  const entries: [string, unknown][] = [];
  for (const key of keys as string[]) entries.push([key, await readEntry(state, store, key)]);
  return entries.filter(([, value]) => value !== undefined);
}

function range(prefix: string): IDBKeyRange | undefined {
  return prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}
