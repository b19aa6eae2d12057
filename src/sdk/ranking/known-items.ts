import type { EngineSession } from '../../core/engine.ts';
import { createEncoderWith, type Encoder } from '../../core/student/encode-with.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import type { Item } from '../../core/types.ts';
import { createById } from './by-id.ts';
import { createCodeCache, type CodeCache } from './code-cache.ts';
import { slotOf, type CachedCode } from './code-slots.ts';
import { contentKey, textKey } from './content-key.ts';
import { isItemCode, readItemCode } from './item-code.ts';
import { createParts } from './parts.ts';
import type { Pause } from './pacer.ts';

/**
 * The items whose codes lie ready in an engine's session, found by object, by content or by id; the least
 * recently used give way. An object is taken to keep its content: a changed item is a new object.
 */
export interface KnownItems extends Pick<CodeCache, 'version' | 'begin' | 'end' | 'resume'> {
  readonly encoder: Encoder;
  /** How many codes lie ready. */
  count(): number;
  /** Slots from here on are nobody's. */
  reserved(): number;
  /** How many items have been encoded here so far (not found, not carried by the item). */
  encoded(): number;
  /** Grows with {@link clear}: slots given out before are void even for uses in progress. */
  epoch(): number;
  /** Moves to another session: encodes by it from now on, and gives it all codes of the old one. */
  attach(session: EngineSession): void;
  /** The slot of an item's code, which keeps it until the use ends; encodes the item if it is not known. */
  slot(item: Item, id: string, now: number, use: number): number;
  /** The code of the item last seen with this id. */
  codeOf(id: string): Uint8Array | undefined;
  /** Takes codes kept on the device, as far as there is room and unless all is forgotten meanwhile. */
  restore(codes: ReadonlyMap<string, Int8Array>, pause: Pause): Promise<void>;
  /** Up to `most` codes made here that were not taken yet, for keeping on the device. */
  takeUnsaved(most: number): [key: string, code: Int8Array][];
  /** Forgets every item. */
  clear(): void;
}

/** @param limit the most codes kept, unless one list alone is longer */
export function createKnownItems(
  student: Student,
  modelHash: string,
  session: EngineSession,
  limit: number,
): KnownItems {
  const stride = itemCodeBytes(student);
  const scratch = new Uint8Array(stride);
  const codes = createCodeCache(session, stride, limit);
  const byObject = createParts(() => new WeakMap<object, CachedCode>());
  const byId = createById<CachedCode>(
    2 * limit,
    (cached) => codes.isHeld(cached) && codes.isInUse(cached),
  );
  let encoder = createEncoderWith(student, session.encode);
  let encoded = 0;
  let epoch = 0;

  function find(item: Item, now: number, use: number): CachedCode {
    const text = item.attributes?.pocketrankCode;
    if (typeof text === 'string') {
      // A carried code stands for its content; it needs no keeping on the device.
      const key = -1 - textKey(text);
      const existing = codes.get(key);
      if (existing !== undefined) return existing;
      const carried = readItemCode(text, student, modelHash);
      if (carried !== undefined) return codes.add(key, carried, use, false);
    }
    const reading = encoder.read('item', item, now);
    const key = contentKey(reading);
    const existing = codes.get(key);
    if (existing !== undefined) return existing;
    encoder.writeItem(reading, scratch);
    encoded++;
    return codes.add(key, scratch, use, true);
  }

  return {
    ...codes,
    get encoder() {
      return encoder;
    },
    encoded: () => encoded,
    epoch: () => epoch,
    attach(next) {
      codes.attach(next);
      encoder = createEncoderWith(student, next.encode);
    },
    slot(item, id, now, use) {
      const objects = byObject.of(id);
      let cached = objects.get(item);
      if (!codes.isHeld(cached)) objects.set(item, (cached = find(item, now, use)));
      codes.touch(cached, use);
      byId.set(id, cached);
      return slotOf(cached);
    },
    codeOf(id) {
      const cached = byId.get(id);
      return codes.isHeld(cached) ? codes.codeAt(slotOf(cached)) : undefined;
    },
    async restore(kept, pause) {
      const began = epoch;
      for (const [text, code] of kept) {
        const pausing = pause();
        if (pausing) await pausing;
        if (codes.count() >= limit || epoch !== began) return;
        const bytes = new Uint8Array(code.buffer, code.byteOffset, code.byteLength);
        const key = Number(text);
        if (!codes.get(key) && isItemCode(student, bytes)) codes.add(key, bytes, 0, false);
      }
    },
    takeUnsaved: (most) =>
      codes.takeUnsaved(most).map(([key, { buffer }]) => [String(key), new Int8Array(buffer)]),
    clear() {
      codes.clear();
      byObject.clear();
      byId.clear();
      epoch++;
    },
  };
}
