import { DAY_MS } from '../../core/features/evidence.ts';
import type { ObjectEncoder } from '../../core/student/residual-encoder.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import type { Item } from '../../core/types.ts';
import { createItemNumbers } from './baselines/item-numbers.ts';

/** The codes of items, each encoded once, slot after slot. */
export interface ItemCodes {
  /** The slots of a list of items; the answer is kept for as long as the list object lives. */
  slots(items: readonly Item[]): Uint32Array;
  /** The code in a slot, a view. */
  code(slot: number): Uint8Array;
  /** All codes; the view is valid until a new item is seen. */
  all(): Uint8Array;
  /** Bytes of a code. */
  readonly stride: number;
}

/**
 * Creates a store of item codes.
 *
 * @param now milliseconds since 1970; only closes date ranges that are still open
 */
export function createItemCodes(student: Student, encoder: ObjectEncoder, now: number): ItemCodes {
  const stride = itemCodeBytes(student);
  const day = Math.floor(now / DAY_MS) * DAY_MS;
  let codes = new Uint8Array(256 * stride);
  const numbers = createItemNumbers((item, slot) => {
    if ((slot + 1) * stride > codes.length) {
      const more = new Uint8Array(2 * codes.length);
      more.set(codes);
      codes = more;
    }
    codes.set(encoder.item(item, day), slot * stride);
  });
  return {
    stride,
    slots: (items) => numbers.of(items),
    code: (slot) => codes.subarray(slot * stride, (slot + 1) * stride),
    all: () => codes,
  };
}
