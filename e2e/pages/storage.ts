import { createDatabase } from '../../src/sdk/storage/database.ts';

/** The storage and loading modules, for tests that look below the public API. */
export { loadModelBytes } from '../../src/sdk/model/load-model.ts';
export { revalidate } from '../../src/sdk/model/revalidate.ts';
export { loadCodes } from '../../src/sdk/storage/code-packs.ts';
export { createModelStore } from '../../src/sdk/storage/model-store.ts';
export { createSignalStore } from '../../src/sdk/storage/signal-store.ts';

/** The database, with patience: a busy test machine is no wedged browser. */
export function openStore(timeoutMs = 20_000): ReturnType<typeof createDatabase> {
  return createDatabase({ timeoutMs });
}
