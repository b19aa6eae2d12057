import { emit, enterEpoch, forgottenUntil, type DatabaseState } from './database-state.ts';
import { PERSONAL_STORES, type Change, type StoreName } from './key-value-store.ts';
import { EPOCH_KEY, META_STORE, silence, type Database } from './open-database.ts';

const isPersonal = (store: StoreName): boolean =>
  (PERSONAL_STORES as readonly StoreName[]).includes(store);

/**
 * Writes what is pending under `keys`, in one transaction, which is committed at once: what this page does next, or
 * that it is gone, no longer matters to it. Whether another tab has forgotten everything meanwhile is told by the same
 * transaction; what should have been forgotten is then taken back.
 *
 * @returns whether it is on the device and may stay there
 */
export async function putPending(
  state: DatabaseState,
  database: Database,
  store: StoreName,
  keys: readonly string[],
): Promise<boolean> {
  const { pending, epoch } = state;
  const transaction = silence(database.transaction([store, META_STORE], 'readwrite'));
  const entries = pending.of(store);
  const changes: Change[] = keys
    .filter((key) => entries.has(key))
    .map((key) => [key, entries.get(key)]);
  const doneAt = new Map(keys.map((key) => [key, pending.doneAt(store, key)]));
  const target = transaction.objectStore(store);
  const asked = transaction.objectStore(META_STORE).get(EPOCH_KEY) as Promise<string | undefined>;
  // What throws at once is to be told like what fails later.
  const puts = changes.map(async ([key, value]) =>
    value === undefined ? target.delete(key) : target.put(value, key),
  );
  // Older browsers commit once they see that nothing more is asked for.
  transaction.commit?.();
  const [stored] = await Promise.all([asked, ...puts, transaction.done]).catch((error: unknown) => {
    // The requests of an aborted transaction only say so; the transaction says why.
    throw transaction.error ?? error;
  });
  if (isPersonal(store) && epoch !== undefined && stored !== epoch) {
    const until = forgottenUntil(state, stored);
    const late = changes.flatMap(([key]) => (doneAt.get(key)! > until ? [] : [key]));
    await takeBack(database, store, late);
    pending.settle(store, changes);
    if (state.entered !== stored) enterEpoch(state, stored);
    else if (store === 'signals') emit(state, { type: 'change', store });
    if (late.length > 0) return false;
  }
  pending.settle(store, changes);
  if (!state.keptMark.isSet()) state.keptMark.set();
  return true;
}

async function takeBack(
  database: Database,
  store: StoreName,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const transaction = silence(database.transaction(store, 'readwrite'));
  for (const key of keys) void transaction.store.delete(key).catch(() => {});
  await transaction.done;
}
