import type { Engine } from '../core/engine.ts';
import { loadStudent } from '../core/student/load.ts';
import type { Student } from '../core/student/student.ts';
import { defaultModelUrl } from './default-model.ts';
import { loadModelBytes, type LoadedModel, type LoadModelOptions } from './load/load-model.ts';
import { selectEngine, type Rejection, type RunningEngine } from './select-engine.ts';
import { createDatabase } from './storage/database.ts';
import type { KeyValueStore } from './storage/key-value-store.ts';
import { createMemoryStore } from './storage/memory.ts';
import { createModelStore } from './storage/model-store.ts';
import type { RerankerOptions } from './types.ts';

/** A model that is ready to rank. */
export interface StartedModel {
  loaded: LoadedModel;
  student: Student;
  running: RunningEngine;
  /** Resolves once the device keeps the model, or cannot. */
  kept: Promise<void>;
}

/** Where everything is kept that may outlive the page. */
export function openDevice(options: RerankerOptions): KeyValueStore {
  if (options.storage === 'memory') return createMemoryStore();
  if (typeof indexedDB === 'undefined') {
    return createMemoryStore('This environment has no IndexedDB.');
  }
  return createDatabase(options.storageName === undefined ? {} : { name: options.storageName });
}

/** Loads the model and an engine for it; a kept copy that is unusable is fetched again, once. */
export async function startModel(
  options: RerankerOptions,
  device: KeyValueStore,
  engines: readonly Engine[],
  rejected: Rejection[],
): Promise<StartedModel> {
  const { fetch, integrity, publicKey, signature, signal } = options;
  const loadOptions: LoadModelOptions = {
    store: createModelStore(device),
    ...(fetch && { fetch }),
    ...(integrity !== undefined && { integrity }),
    ...(publicKey !== undefined && { publicKey }),
    ...(signature !== undefined && { signature }),
    ...(signal && { signal }),
  };
  for (;;) {
    const loaded = await loadModelBytes(options.model ?? defaultModelUrl(), loadOptions);
    try {
      const student = loadStudent(loaded.bytes);
      const running = await selectEngine(engines, student, rejected);
      return { loaded, student, running, kept: loaded.promote() };
    } catch (error) {
      await loaded.discard();
      if (loaded.from !== 'cache') throw error;
      rejected.length = 0;
    }
  }
}
