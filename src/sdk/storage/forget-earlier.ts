import { createDatabase } from './database.ts';
import { whyNoIndexedDB } from './find-indexed-db.ts';
import { createKeptMark } from './mark.ts';

/**
 * Forgets what visits that kept things on the device have left, for one that does not. Where there is no such database,
 * none is made.
 *
 * @throws STORAGE_FAILED, see `KeyValueStore.forget`
 */
export async function forgetEarlier(name: string): Promise<void> {
  if (whyNoIndexedDB() !== undefined || !(await mayExist(name))) return;
  const database = createDatabase({ name });
  try {
    await database.forget();
  } finally {
    database.close();
  }
}

async function mayExist(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    // A browser that cannot list them; a mark that cannot be read is no answer.
    return createKeptMark(name).isSet() !== false;
  }
}
