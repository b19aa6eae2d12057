import type { DatabaseState } from './database-state.ts';
import type { Change, StoreName } from './key-value-store.ts';
import { silence, type Database } from './open-database.ts';
import { putPending } from './put-pending.ts';

/** So many transactions may be under way; what is written meanwhile goes together when one is done. */
const MAX_SENDING = 4;
/** The most entries of one transaction: it is done long before anybody gives up on the database. */
const MAX_KEYS = 100;

/** Entries that wait for a transaction. */
export interface Batch {
  store: StoreName;
  keys: Set<string>;
  sent: Promise<boolean>;
  /** Says how it went. */
  settle: (sent: Promise<boolean>) => void;
}

/**
 * Makes changes; what the database does not take stays pending. On an open database that is not busy the browser has
 * been handed the change when this returns.
 *
 * @returns whether they are on the device
 */
export function writeChanges(
  state: DatabaseState,
  store: StoreName,
  changes: readonly Change[],
  isNew = false,
): Promise<boolean> {
  if (changes.length === 0) return Promise.resolve(true);
  state.pending.add(store, changes, isNew ? Date.now() : undefined);
  const keys = changes.map(([key]) => key);
  return state.sending.size < MAX_SENDING ? send(state, store, keys) : wait(state, store, keys);
}

/** Hands the browser at once whatever waits for a transaction: the page may be going away. */
export function hurry(state: DatabaseState): void {
  for (const { store, keys, settle } of state.waiting.splice(0)) {
    settle(send(state, store, [...keys]));
  }
}

/** Writes whatever is pending, failed attempts too. Whether all that was pending when called is on the device. */
export async function flush(state: DatabaseState): Promise<boolean> {
  const { pending, connection, sending } = state;
  const asked = pending
    .stores()
    .flatMap((store) => [...pending.of(store)].map((change) => [store, change] as const));
  while (sending.size > 0) await Promise.all(sending);
  const isLeft = (): boolean =>
    asked.some(([store, [key, value]]) => {
      const entries = pending.of(store);
      return entries.has(key) && entries.get(key) === value;
    });
  if (!isLeft()) return true;
  connection.retry();
  await connection.use((database) => writePending(state, database)).catch(() => {});
  return !isLeft();
}

/** Writes everything that is pending; what fails again stays. */
export async function writePending(state: DatabaseState, database: Database): Promise<void> {
  const { pending } = state;
  for (const store of pending.stores()) {
    const keys = [...pending.of(store).keys()];
    for (let from = 0; from < keys.length; from += MAX_KEYS) {
      await putPending(state, database, store, keys.slice(from, from + MAX_KEYS)).catch(() => {});
    }
  }
  state.isFull &&= pending.stores().length > 0;
}

function send(state: DatabaseState, store: StoreName, keys: readonly string[]): Promise<boolean> {
  const { sending } = state;
  const sent = transmit(state, store, keys).finally(() => {
    sending.delete(sent);
    while (sending.size < MAX_SENDING && state.waiting.length > 0) {
      const next = state.waiting.shift()!;
      next.settle(send(state, next.store, [...next.keys]));
    }
  });
  sending.add(sent);
  return sent;
}

function wait(state: DatabaseState, store: StoreName, keys: readonly string[]): Promise<boolean> {
  const { waiting } = state;
  let batch = waiting.find((one) => one.store === store && one.keys.size < MAX_KEYS);
  if (!batch) {
    let settle: Batch['settle'] = () => {};
    const sent = new Promise<boolean>((resolve) => (settle = resolve));
    waiting.push((batch = { store, keys: new Set(), sent, settle }));
  }
  for (const key of keys) batch.keys.add(key);
  return batch.sent;
}

async function transmit(
  state: DatabaseState,
  store: StoreName,
  keys: readonly string[],
): Promise<boolean> {
  const { connection, tabs, sending, timeoutMs } = state;
  // The browser takes them one after the other.
  const limitMs = timeoutMs * (1 + sending.size);
  const attempt = (): Promise<boolean> =>
    connection.use((database) => putPending(state, database, store, keys), limitMs);
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
