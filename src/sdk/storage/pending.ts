import type { Change, StoreName } from './key-value-store.ts';

/** The most entries of one store that memory keeps for a database that does not take them. */
const MAX_ENTRIES = 10_000;

/** Changes that the device has not taken yet, by store and key; `undefined` stands for a deletion. */
export interface Pending {
  of(store: StoreName): ReadonlyMap<string, unknown>;
  stores(): StoreName[];
  add(store: StoreName, changes: readonly Change[]): void;
  /** Takes out what was written, unless it has changed again meanwhile. */
  settle(store: StoreName, written: readonly Change[]): void;
  discard(stores: readonly StoreName[]): void;
}

export function createPending(): Pending {
  const stores = new Map<StoreName, Map<string, unknown>>();
  const none: ReadonlyMap<string, unknown> = new Map();
  return {
    of: (store) => stores.get(store) ?? none,
    stores: () => [...stores.keys()],
    add(store, changes) {
      const entries = stores.get(store) ?? new Map<string, unknown>();
      stores.set(store, entries);
      for (const [key, value] of changes) {
        entries.delete(key);
        entries.set(key, value);
      }
      for (const key of entries.keys()) {
        if (entries.size <= MAX_ENTRIES) break;
        entries.delete(key);
      }
    },
    settle(store, written) {
      const entries = stores.get(store);
      if (!entries) return;
      for (const [key, value] of written) {
        if (entries.get(key) === value) entries.delete(key);
      }
      if (entries.size === 0) stores.delete(store);
    },
    discard: (names) => names.forEach((name) => stores.delete(name)),
  };
}
