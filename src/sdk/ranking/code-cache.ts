import type { EngineSession } from '../../core/engine.ts';
import { createCodeSlots, slotOf, type CachedCode, type CodeSlots } from './code-slots.ts';
import { grown } from './grown.ts';
import { createKeyTable } from './key-table.ts';
import { createRecency } from './recency.ts';
import { createUses, type Uses } from './uses.ts';

/**
 * Item codes by the key of their content, which items of equal content share; the least recently used give way, but
 * none that a use needs.
 */
export interface CodeCache
  extends
    Pick<Uses, 'begin' | 'end' | 'resume'>,
    Pick<CodeSlots, 'count' | 'reserved' | 'isHeld' | 'codeAt' | 'attach'> {
  get(key: number): CachedCode | undefined;
  /** @param isUnsaved whether it is to be kept on the device, see {@link takeUnsaved} */
  add(key: number, code: Uint8Array, use: number, isUnsaved: boolean): CachedCode;
  /** Notes that a use needs a code. */
  touch(cached: CachedCode, use: number): void;
  /** Whether a use in progress needs a code. */
  isInUse(cached: CachedCode): boolean;
  /** Up to `most` codes that were not taken yet, the latest used first. */
  takeUnsaved(most: number): [key: number, code: Uint8Array][];
  /** Grows whenever a slot may have got another code that no use in progress needs. */
  version(): number;
  clear(): void;
}

/**
 * @param stride bytes of a code
 * @param limit the most codes kept, unless one list alone is longer
 */
export function createCodeCache(session: EngineSession, stride: number, limit: number): CodeCache {
  const uses = createUses();
  const byKey = createKeyTable();
  const recency = createRecency();
  /** By slot twice the latest use that needs it, and 1 more where the code is not saved. */
  let marks = new Int32Array(0);
  const slots = createCodeSlots(session, stride, limit, (count) => {
    marks = grown(marks, count);
    byKey.grow(count);
    recency.grow(count);
  });
  let version = 0;

  const isNeeded = (slot: number): boolean => uses.isNeeded(marks[slot]! >> 1);

  /** Frees slots beyond the limit that no use in progress needs, two at most, so that it takes no time. */
  function evict(): void {
    for (let i = 0; i < 2 && slots.count() >= limit; i++) {
      const slot = recency.oldest();
      if (slot < 0 || isNeeded(slot)) return;
      recency.remove(slot);
      byKey.remove(slot);
      slots.remove(slot);
      version++;
    }
  }

  return {
    ...slots,
    ...uses,
    get(key) {
      const slot = byKey.get(key);
      return slot < 0 ? undefined : slots.heldIn(slot);
    },
    add(key, code, use, isUnsaved) {
      evict();
      const cached = slots.put(code);
      const slot = slotOf(cached);
      recency.add(slot);
      byKey.add(slot, key);
      marks[slot] = 2 * use + Number(isUnsaved);
      return cached;
    },
    touch(cached, use) {
      const slot = slotOf(cached);
      const mark = marks[slot]!;
      if (mark >> 1 >= use) return;
      marks[slot] = 2 * use + (mark & 1);
      recency.remove(slot);
      recency.add(slot);
    },
    isInUse: (cached) => isNeeded(slotOf(cached)),
    takeUnsaved(most) {
      const taken: [number, Uint8Array][] = [];
      let slot = recency.newest();
      for (; slot >= 0 && taken.length < most; slot = recency.before(slot)) {
        if ((marks[slot]! & 1) === 0) continue;
        marks[slot]!--;
        taken.push([byKey.keyOf(slot), slots.codeAt(slot)]);
      }
      return taken;
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
