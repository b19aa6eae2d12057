import { PocketRankError } from '../../core/errors.ts';
import { createConnection } from './connection.ts';
import { createForgetMarker } from './forget-marker.ts';
import {
  PERSONAL_STORES,
  STORE_NAMES,
  type Change,
  type KeyValueStore,
  type StorageEvent,
  type StoreName,
} from './key-value-store.ts';
import { byKey } from './memory.ts';
import {
  createEpoch,
  EPOCH_KEY,
  isUnreadable,
  META_STORE,
  silence,
  type Database,
} from './open-database.ts';
import { createPending } from './pending.ts';
import { createTabs } from './tabs.ts';

export interface DatabaseOptions {
  /** The database's name, also of the line to other tabs. Default `pocketrank`. */
  name?: string;
  /** How long any one call may wait for the browser. Default 1,000 ms; `forget` may take five times that. */
  timeoutMs?: number;
  /** The clock (ms) that spaces out attempts to reopen. Default `Date.now`. */
  now?: () => number;
}

const isPersonal = (store: StoreName): boolean =>
  (PERSONAL_STORES as readonly StoreName[]).includes(store);

/**
 * The {@link KeyValueStore} in IndexedDB. What the database does not take (missing, denied, wedged, full)
 * is kept in memory and written when it works again. Tabs agree: every `forget` begins a new epoch, and a
 * tab that still belongs to the old one (frozen, or it has not heard yet) cannot write personal data.
 */
export function createDatabase(options: DatabaseOptions = {}): KeyValueStore {
  const { name = 'pocketrank', timeoutMs = 1_000, now = Date.now } = options;
  const pending = createPending();
  const marker = createForgetMarker(name);
  const listeners = new Set<(event: StorageEvent) => void>();
  /** The epoch that this tab's writes belong to; unknown until the database has opened. */
  let epoch: string | undefined;
  /** The last epoch whose beginning was acted on, so that it is not acted on twice. */
  let entered: string | undefined;
  let isFull = false;

  const emit = (event: StorageEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** Until the database has opened: resolves once it turns out that there was none, so nothing in it. */
  let onNew = (): void => {};
  let isNew: Promise<void> | undefined = new Promise((resolve) => (onNew = resolve));
  const connection = createConnection({ name, timeoutMs, now, onNew, onOpen });
  const tabs = createTabs(name, (message) => {
    if (message.type === 'change') emit(message);
    else if (message.epoch === undefined || message.epoch !== entered) enterEpoch(message.epoch);
  });

  /** Personal data has been forgotten elsewhere: what this tab still holds of it goes too. */
  function enterEpoch(next: string | undefined): void {
    pending.discard(PERSONAL_STORES);
    epoch = next ?? epoch;
    entered = next;
    emit({ type: 'forget' });
  }

  async function onOpen(database: Database): Promise<void> {
    isNew = undefined;
    if (marker.isSet()) {
      await clearPersonal(database);
      marker.clear();
    }
    const stored = (await read(database, META_STORE, EPOCH_KEY)) as string | undefined;
    if (epoch !== undefined && stored !== epoch) enterEpoch(stored);
    epoch = stored;
    await flush(database);
  }

  /** Writes everything that is pending; what fails again stays. */
  async function flush(database: Database): Promise<void> {
    for (const store of pending.stores()) {
      await put(database, store, [...pending.of(store).keys()]).catch(() => {});
    }
    isFull &&= pending.stores().length > 0;
  }

  /** Writes what is pending under `keys`, in one transaction. */
  async function put(
    database: Database,
    store: StoreName,
    keys: readonly string[],
  ): Promise<boolean> {
    const transaction = silence(database.transaction([store, META_STORE], 'readwrite'));
    const stored = (await transaction.objectStore(META_STORE).get(EPOCH_KEY)) as string | undefined;
    if (isPersonal(store) && epoch !== undefined && stored !== epoch) {
      await transaction.done;
      enterEpoch(stored);
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
    return true;
  }

  /** Begins a new epoch; fails unless the personal stores are empty when it is committed. */
  async function clearPersonal(database: Database): Promise<string> {
    const next = createEpoch();
    const transaction = silence(
      database.transaction([...PERSONAL_STORES, META_STORE], 'readwrite'),
    );
    const counts = PERSONAL_STORES.map(async (store) => {
      await transaction.objectStore(store).clear();
      return transaction.objectStore(store).count();
    });
    const [left] = await Promise.all([
      Promise.all(counts),
      transaction.objectStore(META_STORE).put(next, EPOCH_KEY),
      transaction.done,
    ]);
    if (left.some((count) => count > 0)) throw new Error('Entries were left after deletion.');
    return next;
  }

  async function write(store: StoreName, changes: readonly Change[]): Promise<boolean> {
    if (changes.length === 0) return true;
    pending.add(store, changes);
    const keys = changes.map(([key]) => key);
    const attempt = (): Promise<boolean> =>
      connection.use((database) => put(database, store, keys));
    try {
      const written = await attempt().catch(async (error: unknown) => {
        if ((error as Error).name !== 'QuotaExceededError') throw error;
        // Item codes are the one thing that is cheap to make again: they give way to everything else.
        await connection.use((database) =>
          silence(database.transaction('itemCodes', 'readwrite')).store.clear(),
        );
        return attempt();
      });
      if (isFull) await connection.use(flush);
      if (written && store === 'signals') tabs.post({ type: 'change', store });
      return written;
    } catch (error) {
      if ((error as Error).name === 'QuotaExceededError') isFull = true;
      return false;
    }
  }

  /** Reads entries one by one, since an unreadable one fails the reading of all; deletes that one. */
  async function readSingly(store: StoreName, prefix: string): Promise<[string, unknown][]> {
    const keys = await connection.use((database) =>
      silence(database.transaction(store)).store.getAllKeys(range(prefix)),
    );
    const entries: [string, unknown][] = [];
    for (const key of keys as string[]) entries.push([key, await get(store, key)]);
    return entries.filter(([, value]) => value !== undefined);
  }

  async function readAll(store: StoreName, prefix: string): Promise<[string, unknown][]> {
    const [keys, values] = await connection.use((database) => {
      const target = silence(database.transaction(store)).store;
      return Promise.all([target.getAllKeys(range(prefix)), target.getAll(range(prefix))]);
    });
    return keys.map((key, index) => [key as string, values[index] as unknown]);
  }

  /** Whether the first database is only being made: there is nothing to read in it, nor to wait for. */
  const isEmpty = async (): Promise<boolean> =>
    isNew !== undefined &&
    Promise.race([isNew.then(() => true), connection.use(async () => false)]);

  async function get(store: StoreName, key: string): Promise<unknown> {
    if (pending.of(store).has(key)) return pending.of(store).get(key);
    try {
      if (await isEmpty()) return undefined;
      return await connection.use((database) => read(database, store, key));
    } catch (error) {
      if (isUnreadable(error)) await write(store, [[key, undefined]]);
      return undefined;
    }
  }

  // Opening takes a while, in which the page can do better than wait.
  void connection.use(async () => {}).catch(() => {});

  return {
    get,
    write,
    async entries(store, prefix = '') {
      const stored = isEmpty()
        .then((nothing) => (nothing ? [] : readAll(store, prefix)))
        .catch((error: unknown) => (isUnreadable(error) ? readSingly(store, prefix) : []))
        .catch(() => []);
      const merged = new Map(await stored);
      for (const [key, value] of pending.of(store)) {
        if (!key.startsWith(prefix)) continue;
        if (value === undefined) merged.delete(key);
        else merged.set(key, value);
      }
      return [...merged].sort(byKey);
    },
    async forget() {
      pending.discard(PERSONAL_STORES);
      marker.set();
      try {
        epoch = await connection.use(clearPersonal, 5 * timeoutMs);
        marker.clear();
      } catch (error) {
        tabs.post({ type: 'forget', epoch: undefined });
        if (typeof indexedDB === 'undefined') return;
        throw new PocketRankError(
          'STORAGE_FAILED',
          `Personal data is deleted from memory, but the stored copy could not be reached: ${(error as Error).message}`,
          {
            hint: 'It is deleted when the page next opens its storage; or clear the site data.',
            cause: error,
          },
        );
      }
      tabs.post({ type: 'forget', epoch });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    status() {
      const reason = connection.failure();
      if (reason !== undefined) return { kind: 'memory', reason };
      return isFull
        ? { kind: 'memory', reason: 'The device has no room left.' }
        : { kind: 'indexeddb' };
    },
    close() {
      tabs.close();
      connection.close();
      listeners.clear();
      pending.discard(STORE_NAMES);
    },
  };
}

const read = (database: Database, store: string, key: string): Promise<unknown> =>
  silence(database.transaction(store)).store.get(key);

function range(prefix: string): IDBKeyRange | undefined {
  return prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}
