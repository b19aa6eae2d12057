import { createDatabase } from '../storage/database.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { createMemoryStore } from '../storage/memory.ts';
import { createModelStore, type ModelStore } from '../storage/model-store.ts';
import type { RerankerOptions } from '../types.ts';
import { firstStatus } from './first-status.ts';
import { readAhead } from './open-signals.ts';

/** Where a session keeps things. */
export interface Device {
  /** What may outlive the page. */
  device: KeyValueStore;
  /** Where personal data goes: the device, without consent memory. */
  personal: KeyValueStore;
  models: ModelStore;
  /** See {@link readAhead}. */
  ahead: ReturnType<typeof readAhead>;
}

/** Opens the database, and begins to read the signals while the model loads. */
export function openDevice(options: RerankerOptions): Device {
  const { storageName, consent } = options;
  const { kind, reason } = firstStatus(options);
  const device =
    kind === 'memory'
      ? createMemoryStore(reason)
      : createDatabase(storageName === undefined ? {} : { name: storageName });
  const personal = consent === false ? createMemoryStore() : device;
  return { device, personal, models: createModelStore(device), ahead: readAhead(personal, device) };
}
