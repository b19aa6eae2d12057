import type { EngineSession } from '../../core/engine.ts';
import { createEncoderWith, type Encoder } from '../../core/student/encode-with.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import type { Item } from '../../core/types.ts';
import { contentKey, textKey } from './content-key.ts';
import { isItemCode, readItemCode } from './item-code.ts';
import type { Pause } from './pacer.ts';
import { createParts } from './parts.ts';
import { createRecency, type Dated } from '../signals/recency.ts';

/** An item code in the engine's session. Items of equal content share one. */
interface Known extends Dated<Known> {
  slot: number;
  key: string;
  /** The latest use that needs it, see {@link KnownItems.begin}. */
  use: number;
}

/**
 * The items whose codes lie ready in an engine's session, found by object, by content or by id; the least
 * recently used give way. An object is taken to keep its content: a changed item is a new object.
 */
export interface KnownItems {
  readonly encoder: Encoder;
  /** How many codes lie ready. */
  count(): number;
  /** How many items have been encoded here so far (not found, not carried by the item). */
  encoded(): number;
  /** Grows whenever a slot may have got another code that no use in progress needs. */
  version(): number;
  /** Grows with {@link clear}: slots given out before are void even for uses in progress. */
  epoch(): number;
  /** Moves to another session: encodes by it from now on, and gives it all codes of the old one. */
  attach(session: EngineSession): void;
  /** Begins a use: slots given out for it keep their codes until {@link end}. */
  begin(): number;
  end(use: number): void;
  /** The slot of an item's code, encoding the item if it is not known. */
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
  let arena = session;
  let encoder = createEncoderWith(student, session.encode);
  let capacity = 0;
  let encoded = 0;
  let version = 0;
  let epoch = 0;
  let lastUse = 0;
  const uses = new Set<number>();
  let bySlot: (Known | undefined)[] = [];
  let free: number[] = [];
  const byObject = createParts(() => new WeakMap<object, Known>());
  const byKey = createParts(() => new Map<string, Known>());
  const byId = createParts(() => new Map<string, Known>());
  let ids = 0;
  const recency = createRecency<Known>();
  let unsaved: Known[] = [];

  const isAlive = (known: Known | undefined): known is Known =>
    known !== undefined && bySlot[known.slot] === known;
  const isNeeded = (known: Known): boolean => {
    for (const use of uses) if (use <= known.use) return true;
    return false;
  };
  const count = (): number => bySlot.length - free.length;
  const codeAt = (slot: number): Uint8Array =>
    arena.codes().slice(slot * stride, (slot + 1) * stride);

  function reserve(slots: number): void {
    if (slots <= capacity) return;
    capacity = Math.max(slots, Math.min(2 * capacity, limit));
    arena.reserve(capacity);
  }

  /** Frees slots beyond the limit that no use in progress needs, two at most, so that it takes no time. */
  function evict(): void {
    for (let i = 0; i < 2 && count() >= limit; i++) {
      const known = recency.oldest();
      if (known === undefined || isNeeded(known)) return;
      recency.remove(known);
      bySlot[known.slot] = undefined;
      free.push(known.slot);
      byKey.of(known.key).delete(known.key);
      version++;
    }
  }

  function add(key: string, code: Uint8Array, use: number): Known {
    evict();
    const slot = free.pop() ?? bySlot.length;
    const known: Known = { slot, key, use, older: undefined, newer: undefined };
    bySlot[slot] = known;
    recency.add(known);
    reserve(slot + 1);
    arena.write(slot, code);
    byKey.of(key).set(key, known);
    return known;
  }

  /** Notes under which id an item was seen last, and forgets ids that nobody has asked for in a long time. */
  function name(id: string, known: Known): void {
    const part = byId.of(id);
    const before = part.get(id);
    if (before === known) return;
    part.set(id, known);
    if (before !== undefined || ++ids <= 2 * limit) return;
    let left = 2;
    for (const [other, old] of part) {
      if (left-- === 0 || (isAlive(old) && isNeeded(old))) return;
      part.delete(other);
      ids--;
    }
  }

  function find(item: Item, now: number, use: number): Known {
    const text = item.attributes?.pocketrankCode;
    if (typeof text === 'string') {
      // A carried code stands for its content; it needs no keeping on the device.
      const key = `=${textKey(text)}`;
      const existing = byKey.of(key).get(key);
      if (existing !== undefined) return existing;
      const carried = readItemCode(text, student, modelHash);
      if (carried !== undefined) return add(key, carried, use);
    }
    const reading = encoder.read('item', item, now);
    const key = contentKey(reading);
    const existing = byKey.of(key).get(key);
    if (existing !== undefined) return existing;
    encoder.writeItem(reading, scratch);
    const known = add(key, scratch, use);
    encoded++;
    if (unsaved.push(known) > 2 * limit) unsaved = unsaved.slice(-limit);
    return known;
  }

  return {
    get encoder() {
      return encoder;
    },
    count,
    encoded: () => encoded,
    version: () => version,
    epoch: () => epoch,
    attach(next) {
      if (capacity > 0) next.reserve(capacity);
      for (const known of bySlot) if (known) next.write(known.slot, codeAt(known.slot));
      arena = next;
      encoder = createEncoderWith(student, next.encode);
    },
    begin() {
      uses.add(++lastUse);
      return lastUse;
    },
    end: (use) => void uses.delete(use),
    slot(item, id, now, use) {
      const objects = byObject.of(id);
      let known = objects.get(item);
      if (!isAlive(known)) {
        known = find(item, now, use);
        objects.set(item, known);
      }
      if (known.use < use) {
        known.use = use;
        recency.remove(known);
        recency.add(known);
      }
      name(id, known);
      return known.slot;
    },
    codeOf(id) {
      const known = byId.of(id).get(id);
      return isAlive(known) ? codeAt(known.slot) : undefined;
    },
    async restore(codes, pause) {
      const began = epoch;
      for (const [key, code] of codes) {
        const pausing = pause();
        if (pausing) await pausing;
        if (count() >= limit || epoch !== began) return;
        const bytes = new Uint8Array(code.buffer, code.byteOffset, code.byteLength);
        if (!byKey.of(key).has(key) && isItemCode(student, bytes)) add(key, bytes, 0);
      }
    },
    takeUnsaved(most) {
      const codes: [string, Int8Array][] = [];
      while (unsaved.length > 0 && codes.length < most) {
        const known = unsaved.pop();
        if (isAlive(known)) codes.push([known.key, new Int8Array(codeAt(known.slot).buffer)]);
      }
      return codes;
    },
    clear() {
      arena.codes().fill(0);
      bySlot = [];
      free = [];
      unsaved = [];
      ids = 0;
      byObject.clear();
      byKey.clear();
      byId.clear();
      recency.clear();
      version++;
      epoch++;
    },
  };
}
