import type { EngineSession } from '../../core/engine.ts';
import { createCodeSlots, type CodeSlots } from './code-slots.ts';
import { createParts } from './parts.ts';
import { createRecency, type Dated } from './recency.ts';
import { createUses, type Uses } from './uses.ts';

/** An item code in the engine's session. Items of equal content share one. */
export interface CachedCode extends Dated<CachedCode> {
  slot: number;
  key: string;
  /** The latest use that needs it, see {@link Uses}. */
  use: number;
}

/** Item codes by the key of their content; the least recently used give way, but none that a use needs. */
export interface CodeCache
  extends Uses, Pick<CodeSlots<CachedCode>, 'count' | 'isHeld' | 'codeAt' | 'attach'> {
  get(key: string): CachedCode | undefined;
  add(key: string, code: Uint8Array, use: number): CachedCode;
  /** Notes that a use needs a code. */
  touch(cached: CachedCode, use: number): void;
  /** Grows whenever a slot may have got another code that no use in progress needs. */
  version(): number;
  clear(): void;
}

/**
 * @param stride bytes of a code
 * @param limit the most codes kept, unless one list alone is longer
 */
export function createCodeCache(session: EngineSession, stride: number, limit: number): CodeCache {
  const slots = createCodeSlots<CachedCode>(session, stride, limit);
  const uses = createUses();
  const byKey = createParts(() => new Map<string, CachedCode>());
  const recency = createRecency<CachedCode>();
  let version = 0;

  /** Frees slots beyond the limit that no use in progress needs, two at most, so that it takes no time. */
  function evict(): void {
    for (let i = 0; i < 2 && slots.count() >= limit; i++) {
      const cached = recency.oldest();
      if (cached === undefined || uses.isNeeded(cached.use)) return;
      recency.remove(cached);
      slots.remove(cached);
      byKey.of(cached.key).delete(cached.key);
      version++;
    }
  }

  return {
    ...slots,
    ...uses,
    get: (key) => byKey.of(key).get(key),
    add(key, code, use) {
      evict();
      const cached: CachedCode = { slot: 0, key, use, older: undefined, newer: undefined };
      slots.add(cached, code);
      recency.add(cached);
      byKey.of(key).set(key, cached);
      return cached;
    },
    touch(cached, use) {
      if (cached.use >= use) return;
      cached.use = use;
      recency.remove(cached);
      recency.add(cached);
    },
    version: () => version,
    clear() {
      slots.clear();
      byKey.clear();
      recency.clear();
      version++;
    },
  };
}
