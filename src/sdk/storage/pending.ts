import type { Change, StoreName } from './key-value-store.ts';

/** The most entries of one store that memory keeps for a database that does not take them. */
const MAX_ENTRIES = 10_000;

/** Changes that the device has not taken yet, by store and key; `undefined` stands for a deletion. */
export interface Pending {
  of(store: StoreName): ReadonlyMap<string, unknown>;
  stores(): StoreName[];
  /** @param at when the person did what they tell of (ms since 1970); default: who knows */
  add(store: StoreName, changes: readonly Change[], at?: number): void;
  /** That time, or minus infinity. */
  doneAt(store: StoreName, key: string): number;
  /** Takes out what was written, unless it has changed again meanwhile. */
  settle(store: StoreName, written: readonly Change[]): void;
  /** Drops what was done until then; by default everything. */
  discard(stores: readonly StoreName[], until?: number): void;
}

interface Entries {
  values: Map<string, unknown>;
  times: Map<string, number>;
}

export function createPending(): Pending {
  const stores = new Map<StoreName, Entries>();
  const none: ReadonlyMap<string, unknown> = new Map();

  function remove(
    store: StoreName,
    keys: Iterable<string>,
    isMeant: (key: string, entries: Entries) => boolean,
  ): void {
    const entries = stores.get(store);
    if (!entries) return;
    for (const key of keys) {
      if (!isMeant(key, entries)) continue;
      entries.values.delete(key);
      entries.times.delete(key);
    }
    if (entries.values.size === 0) stores.delete(store);
  }

  return {
    of: (store) => stores.get(store)?.values ?? none,
    stores: () => [...stores.keys()],
    add(store, changes, at = -Infinity) {
      const { values, times } = stores.get(store) ?? { values: new Map(), times: new Map() };
      stores.set(store, { values, times });
      for (const [key, value] of changes) {
        values.delete(key);
        values.set(key, value);
        times.set(key, at);
      }
      for (const key of values.keys()) {
        if (values.size <= MAX_ENTRIES) break;
        values.delete(key);
        times.delete(key);
      }
    },
    doneAt: (store, key) => stores.get(store)?.times.get(key) ?? -Infinity,
    settle(store, written) {
      const settled = new Map(written);
      remove(store, settled.keys(), (key, { values }) => values.get(key) === settled.get(key));
    },
    discard(names, until = Infinity) {
      for (const store of names) {
        const keys = stores.get(store)?.values.keys() ?? [];
        remove(store, keys, (key, { times }) => !(times.get(key)! > until));
      }
    },
  };
}
