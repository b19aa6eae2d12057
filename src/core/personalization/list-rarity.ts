import { OPENS_TEXT_KEYS } from '../features/evidence.ts';
import type { Cross } from '../features/schema.ts';
import { logRatio } from '../math/log-ratio.ts';

/** How rare within one list what an item has is, by a cross of kind match. */
export interface ListRarity {
  /**
   * Counts items of the list, which may be many calls.
   *
   * @param codes item codes, `stride` bytes each
   * @param slots which of them, by index
   */
  add(codes: Uint8Array, slots: Uint32Array): void;
  /** −log2 of how few of all that was counted share what the item (by its code) has; 0 where all do. */
  of(codes: Uint8Array, at: number): number;
}

/**
 * Creates the rarity of items within a list: −log2 (piecewise linear) of the mean share of the item's weight that
 * the items of the list have, itself included; 0 without keys. A match on something rare tells more: what half of
 * the list has narrows a choice by little.
 *
 * @param width length of a code's dense part
 */
export function createListRarity(cross: Cross, width: number, stride: number): ListRarity {
  const offset = width + cross.offset;
  // By key; that of empty slots, 0, is counted and never asked for.
  const items = new Uint32Array(0x10000);
  /** By key, the number of the last item that has it: texts of one item may share keys. */
  const last = new Uint32Array(0x10000);
  let count = 0;
  return {
    add(codes, slots) {
      for (let n = 0; n < slots.length; n++) {
        count++;
        const from = slots[n]! * stride + offset;
        for (let i = from; i < from + cross.bytes; i += 3) {
          const key = codes[i]! | (codes[i + 1]! << 8);
          if (last[key] === count) continue;
          last[key] = count;
          items[key]!++;
        }
      }
    },
    of(codes, at) {
      let own = 0;
      let shared = 0;
      for (let i = at + offset; i < at + offset + cross.bytes; i += 3) {
        const key = codes[i]! | (codes[i + 1]! << 8);
        if (key === 0) break;
        const weight = codes[i + 2]! % OPENS_TEXT_KEYS;
        own += weight;
        shared += weight * items[key]!;
      }
      return shared === 0 ? 0 : logRatio((own * count) / shared);
    },
  };
}
