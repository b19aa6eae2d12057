import { STORE_NAMES } from './key-value-store.ts';
import { resultOf } from './requests.ts';

/** Raised whenever a store is added or the meaning of one changes; `upgrade` must then cope with the old. */
const VERSION = 1;

/** Holds the `epoch`: a random token that every `forget`, by any tab, replaces. */
export const META_STORE = 'meta';
export const EPOCH_KEY = 'epoch';
const ALL_STORES = [...STORE_NAMES, META_STORE];

/** A token that tells one life of the personal data from the next; it need not be secret. */
export function createEpoch(): string {
  return Math.random().toString(36).slice(2);
}

/** Whether the browser says that what it stored cannot be read any more. */
export function isUnreadable(error: unknown): boolean {
  return /^(Data|NotReadable|Unknown)Error$/.test((error as Error)?.name);
}

/** Whether the browser has closed the connection under the work: it may succeed on a new one. */
export function isInterrupted(error: unknown): boolean {
  return /^(Abort|InvalidState)Error$/.test((error as Error)?.name);
}

/**
 * Opens the database and sees that it is whole. A database that is unreadable twice in a row, or lacks a
 * store, is deleted and made anew: what it held can be fetched or learned again.
 *
 * @param onLost called when the connection is gone: another tab upgrades or deletes the database (this tab
 * must not stand in the way), or the browser has ended it.
 */
export async function openDatabase(name: string, onLost: () => void): Promise<IDBDatabase> {
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, VERSION);
    request.addEventListener('upgradeneeded', () => {
      const { result: database, transaction } = request;
      for (const store of ALL_STORES) {
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      }
      transaction!.objectStore(META_STORE).put(createEpoch(), EPOCH_KEY);
    });
    const database = await resultOf(request);
    database.addEventListener('close', onLost);
    database.addEventListener('versionchange', () => {
      database.close();
      onLost();
    });
    return database;
  };
  const openWhole = async (): Promise<IDBDatabase | undefined> => {
    const database = await open();
    if (ALL_STORES.every((store) => database.objectStoreNames.contains(store))) return database;
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
  await resultOf(indexedDB.deleteDatabase(name));
  return open();
}
