import { PERSONAL_STORES, type KeyValueStore, type StoreName } from './key-value-store.ts';

/**
 * A {@link KeyValueStore} that lives and dies with the page: for Node and edge runtimes, for people who have
 * not consented, and by the host's choice. Values are held by reference.
 */
export function createMemoryStore(reason = 'The host chose memory.'): KeyValueStore {
  const stores = new Map<StoreName, Map<string, unknown>>();
  const store = (name: StoreName): Map<string, unknown> => {
    let entries = stores.get(name);
    if (!entries) stores.set(name, (entries = new Map()));
    return entries;
  };
  return {
    get: async (name, key) => store(name).get(key),
    entries: async (name, prefix = '') =>
      [...store(name)].filter(([key]) => key.startsWith(prefix)).sort(byKey),
    async write(name, changes) {
      for (const [key, value] of changes) {
        if (value === undefined) store(name).delete(key);
        else store(name).set(key, value);
      }
      return false;
    },
    hurry() {},
    flush: async () => false,
    async forget() {
      for (const name of PERSONAL_STORES) stores.delete(name);
    },
    subscribe: () => () => {},
    status: () => ({ kind: 'memory', reason }),
    close: () => stores.clear(),
  };
}

/** Orders entries by key as IndexedDB orders strings: by UTF-16 code units. */
export function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : Number(a[0] > b[0]);
}
