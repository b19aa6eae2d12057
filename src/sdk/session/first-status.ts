import type { StorageStatus } from '../storage/key-value-store.ts';
import type { RerankerOptions } from '../types.ts';

/** Where a session keeps things, as far as its options and the environment tell. */
export function firstStatus({ storage }: RerankerOptions): StorageStatus {
  if (storage === 'memory') return { kind: 'memory', reason: 'The host chose memory.' };
  if (typeof indexedDB === 'undefined')
    return { kind: 'memory', reason: 'This environment has no IndexedDB.' };
  return { kind: 'indexeddb' };
}
