import { PERSONAL_STORES } from './key-value-store.ts';
import { EPOCH_KEY, META_STORE, silence, type Database } from './open-database.ts';

/** Begins the epoch `next`; fails unless the personal stores are empty when it is committed. */
export async function clearPersonal(database: Database, next: string): Promise<void> {
  const transaction = silence(database.transaction([...PERSONAL_STORES, META_STORE], 'readwrite'));
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
}
