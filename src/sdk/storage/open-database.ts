import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { createEpoch } from './epoch.ts';
import { STORE_NAMES } from './key-value-store.ts';

/** Raised whenever a store is added or the meaning of one changes; `upgrade` must then cope with the old. */
const VERSION = 1;

/**
 * What is used of `idb`. Its shortcuts for single requests and its iterators are left out of the build
 * (`manualPureFunctions` in rollup.config.mjs), so they are not there at run time.
 */
export type Database = Pick<
  IDBPDatabase,
  'close' | 'createObjectStore' | 'name' | 'objectStoreNames' | 'transaction' | 'version'
>;

/** Holds the `epoch`: a random token that every `forget`, by any tab, replaces. */
export const META_STORE = 'meta';
export const EPOCH_KEY = 'epoch';

/** Whether the browser says that what it stored cannot be read any more. */
export function isUnreadable(error: unknown): boolean {
  return ['DataError', 'NotReadableError', 'UnknownError'].includes((error as Error)?.name);
}

/** Whether the browser has closed the connection under the work: it may succeed on a new one. */
export function isInterrupted(error: unknown): boolean {
  return ['AbortError', 'InvalidStateError'].includes((error as Error)?.name);
}

/**
 * `idb` keeps a promise for the end of every transaction, whose rejection nobody would handle where only the
 * requests are awaited; their own errors say all there is to say.
 */
export function silence<T extends { done: Promise<void> }>(transaction: T): T {
  transaction.done.catch(() => {});
  return transaction;
}

/**
 * Opens the database and sees that it is whole. A database that is unreadable twice in a row, or lacks a
 * store, is deleted and made anew: what it held can be fetched or learned again.
 *
 * @param onLost called when the connection is gone: another tab upgrades or deletes the database (this tab
 * must not stand in the way), or the browser has ended it. `isGone`: the database itself is gone.
 * @param onNew called as soon as it turns out that there was none, before it is there
 */
export async function openDatabase(
  name: string,
  onLost: (isGone: boolean) => void,
  onNew: () => void,
): Promise<Database> {
  const open = (): Promise<Database> =>
    openDB(name, VERSION, {
      upgrade(database, oldVersion, _newVersion, transaction) {
        if (oldVersion === 0) onNew();
        for (const store of [...STORE_NAMES, META_STORE]) {
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
        }
        silence(transaction);
        const begin = async () =>
          transaction.objectStore(META_STORE).put(createEpoch(true), EPOCH_KEY);
        void begin().catch(() => {});
      },
      blocking(_currentVersion, blockedVersion, event) {
        (event.target as IDBDatabase).close();
        onLost(blockedVersion === null);
      },
      terminated: () => onLost(true),
    });
  const openWhole = async (): Promise<Database | undefined> => {
    const database = await open();
    if ([...STORE_NAMES, META_STORE].every((store) => database.objectStoreNames.contains(store)))
      return database;
    database.close();
    return undefined;
  };
  const database = await openWhole().catch((error: unknown) => {
    // Once may be chance: an opening also fails while the browser is just deleting the site's data.
    if (!isUnreadable(error) && !isInterrupted(error)) throw error;
    return openWhole().catch((again: unknown) => {
      if (!isUnreadable(again)) throw again;
      return undefined;
    });
  });
  if (database) return database;
  await deleteDB(name);
  return open();
}
