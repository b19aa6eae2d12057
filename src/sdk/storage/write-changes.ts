import { enterEpoch, type DatabaseState } from './database-state.ts';
import { PERSONAL_STORES, type Change, type StoreName } from './key-value-store.ts';
import { EPOCH_KEY, META_STORE, silence, type Database } from './open-database.ts';

const isPersonal = (store: StoreName): boolean =>
  (PERSONAL_STORES as readonly StoreName[]).includes(store);

/** Makes changes; what the database does not take stays pending. Whether they are on the device. */
export async function writeChanges(
  state: DatabaseState,
  store: StoreName,
  changes: readonly Change[],
): Promise<boolean> {
  if (changes.length === 0) return true;
  const { pending, connection, tabs } = state;
  pending.add(store, changes);
  const keys = changes.map(([key]) => key);
  const attempt = (): Promise<boolean> =>
    connection.use((database) => put(state, database, store, keys));
  try {
    const written = await attempt().catch(async (error: unknown) => {
      if (!isQuota(error)) throw error;
      // Item codes are the one thing that is cheap to make again: they give way to everything else.
      await connection.use((database) =>
        silence(database.transaction('itemCodes', 'readwrite')).store.clear(),
      );
      return attempt();
    });
    if (state.isFull) await connection.use((database) => writePending(state, database));
    if (written && store === 'signals') tabs.post({ type: 'change', store });
    return written;
  } catch (error) {
    state.isFull ||= isQuota(error);
    return false;
  }
}

const isQuota = (error: unknown): boolean => (error as Error).name === 'QuotaExceededError';

/** Writes everything that is pending; what fails again stays. */
export async function writePending(state: DatabaseState, database: Database): Promise<void> {
  const { pending } = state;
  for (const store of pending.stores()) {
    await put(state, database, store, [...pending.of(store).keys()]).catch(() => {});
  }
  state.isFull &&= pending.stores().length > 0;
}

/** Writes what is pending under `keys`, in one transaction. */
async function put(
  state: DatabaseState,
  database: Database,
  store: StoreName,
  keys: readonly string[],
): Promise<boolean> {
  const { pending } = state;
  const transaction = silence(database.transaction([store, META_STORE], 'readwrite'));
  const stored = (await transaction.objectStore(META_STORE).get(EPOCH_KEY)) as string | undefined;
  if (isPersonal(store) && state.epoch !== undefined && stored !== state.epoch) {
    await transaction.done;
    enterEpoch(state, stored);
    return false;
  }
  const entries = pending.of(store);
  const changes: Change[] = keys
    .filter((key) => entries.has(key))
    .map((key) => [key, entries.get(key)]);
  const target = transaction.objectStore(store);
  await Promise.all([
    ...changes.map(([key, value]) =>
      value === undefined ? target.delete(key) : target.put(value, key),
    ),
    transaction.done,
  ]).catch((error: unknown) => {
    // The requests of an aborted transaction only say so; the transaction says why.
    throw transaction.error ?? error;
  });
  pending.settle(store, changes);
  if (!state.keptMark.isSet()) state.keptMark.set();
  return true;
}
