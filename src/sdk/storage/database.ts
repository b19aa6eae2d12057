import { PocketRankError } from '../../core/errors.ts';
import { clearPersonal } from './clear-personal.ts';
import { createConnection } from './connection.ts';
import { whyNoIndexedDB } from './find-indexed-db.ts';
import { emit, enterEpoch, type DatabaseState } from './database-state.ts';
import { PERSONAL_STORES, STORE_NAMES, type KeyValueStore } from './key-value-store.ts';
import { createForgetMark, createKeptMark, DATABASE_NAME } from './mark.ts';
import { createEpoch } from './epoch.ts';
import { EPOCH_KEY, META_STORE, type Database } from './open-database.ts';
import { createPending } from './pending.ts';
import { readEntries, readEntry, readValue } from './read-entries.ts';
import { createTabs } from './tabs.ts';
import { flush, hurry, writeChanges, writePending } from './write-changes.ts';

export interface DatabaseOptions {
  /** The database's name, also of the line to other tabs. Default `pocketrank`. */
  name?: string;
  /** How long any one call may wait for the browser. Default 1,000 ms; `forget` may take five times that. */
  timeoutMs?: number;
  /** The clock (ms) that spaces out attempts to reopen; one that is never set. Default `performance.now`. */
  now?: () => number;
}

/**
 * The {@link KeyValueStore} in IndexedDB. What the database does not take (missing, denied, wedged, full)
 * is kept in memory and written when it works again. Tabs agree: every `forget` begins a new epoch, and a
 * tab that still belongs to the old one (frozen, or it has not heard yet) cannot write personal data.
 */
export function createDatabase(options: DatabaseOptions = {}): KeyValueStore {
  const { name = DATABASE_NAME, timeoutMs = 1_000, now = () => performance.now() } = options;
  let onNew = (): void => {};
  const isNew = new Promise<void>((resolve) => (onNew = resolve));
  const onOpen = (database: Database): Promise<void> => enter(state, database);
  const onLost = (): void => void (state.lostAt = Date.now());
  const connection = createConnection({ name, timeoutMs, now, onLost, onNew, onOpen });
  const tabs = createTabs(name, (message) => {
    if (message.type === 'change') emit(state, message);
    else if (message.epoch === undefined || message.epoch !== state.entered)
      enterEpoch(state, message.epoch);
  });
  const state: DatabaseState = {
    connection,
    pending: createPending(),
    tabs,
    keptMark: createKeptMark(name),
    forgetMark: createForgetMark(name),
    listeners: new Set(),
    epoch: undefined,
    entered: undefined,
    isFull: false,
    lostAt: undefined,
    timeoutMs,
    sending: new Set(),
    waiting: [],
    isNew,
  };
  const { listeners, pending } = state;

  // Opening takes a while, in which the page can do better than wait.
  void connection.use(async () => {}).catch(() => {});

  return {
    get: (store, key) => readEntry(state, store, key),
    entries: (store, prefix = '') => readEntries(state, store, prefix),
    write: (...write) => writeChanges(state, ...write),
    hurry: () => hurry(state),
    flush: () => flush(state),
    forget: () => forget(state, timeoutMs),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    status() {
      const reason =
        connection.failure() ?? (state.isFull ? 'The device has no room left.' : undefined);
      return reason === undefined ? { kind: 'indexeddb' } : { kind: 'memory', reason };
    },
    close() {
      tabs.close();
      listeners.clear();
      const end = (): void => {
        connection.close();
        pending.discard(STORE_NAMES);
      };
      // A database that is closed finishes what it was handed; one that is not open yet must open first.
      if (pending.stores().length > 0) void flush(state).then(end, end);
      else end();
    },
  };
}

/** Before any other work on a database that has just been opened. */
async function enter(state: DatabaseState, database: Database): Promise<void> {
  const { forgetMark } = state;
  state.isNew = undefined;
  if (forgetMark.isSet()) {
    await clearPersonal(database, createEpoch());
    forgetMark.clear();
  }
  const stored = (await readValue(database, META_STORE, EPOCH_KEY)) as string | undefined;
  if (state.epoch !== undefined && stored !== state.epoch) enterEpoch(state, stored);
  state.epoch = stored;
  await writePending(state, database);
}

/** See {@link KeyValueStore.forget}. @throws STORAGE_FAILED */
async function forget(state: DatabaseState, timeoutMs: number): Promise<void> {
  const { pending, keptMark, forgetMark, connection, tabs, epoch: before } = state;
  const next = createEpoch();
  pending.discard(PERSONAL_STORES);
  forgetMark.set();
  keptMark.clear();
  try {
    await connection.use((database) => {
      // What is written from now on comes after the deletion.
      state.epoch = state.entered = next;
      return clearPersonal(database, next);
    }, 5 * timeoutMs);
    forgetMark.clear();
  } catch (error) {
    if (state.epoch === next) state.epoch = before;
    tabs.post({ type: 'forget', epoch: undefined });
    if (whyNoIndexedDB() !== undefined) return;
    throw new PocketRankError(
      'STORAGE_FAILED',
      `Personal data is deleted from memory, but the stored copy could not be reached: ${(error as Error).message}`,
      {
        hint: 'It is deleted when the page next opens its storage; or clear the site data.',
        cause: error,
      },
    );
  }
  tabs.post({ type: 'forget', epoch: next });
}
