import { whyNoIndexedDB } from '../storage/find-indexed-db.ts';
import type { StorageStatus } from '../storage/key-value-store.ts';
import type { RerankerOptions } from '../types.ts';

/** Where a session keeps things, as far as its options and the environment tell. */
export function firstStatus({ storage }: RerankerOptions): StorageStatus {
  if (storage === 'memory') return { kind: 'memory', reason: 'The host chose memory.' };
  const reason = whyNoIndexedDB();
  return reason === undefined ? { kind: 'indexeddb' } : { kind: 'memory', reason };
}
