import { hashString } from '../../core/math/hash.ts';

/** Keys that were met, without their texts. */
export interface KeySet {
  /** How many were added. */
  readonly size: number;
  has(key: string): boolean;
  /** Adds a key; false where it is there already. */
  add(key: string): boolean;
}

const FIRST_SLOTS = 1 << 12;
/** Slots are doubled when more of them than this are taken. */
const MAX_FILLED = 0.6;

/**
 * Creates an empty set of keys by their hashes of 64 bits: some 16 to 32 bytes a key, however long it is. That two of
 * ten million keys are taken for one another happens once in 400,000 such tables.
 */
export function createKeySet(): KeySet {
  let slots = FIRST_SLOTS;
  let highs = new Uint32Array(slots);
  let lows = new Uint32Array(slots);
  let size = 0;

  /** The slot that holds a hash, or the free one where it belongs. */
  function find(high: number, low: number): number {
    let slot = (high ^ low) & (slots - 1);
    while (highs[slot] !== 0 || lows[slot] !== 0) {
      if (highs[slot] === high && lows[slot] === low) return slot;
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  }

  function grow(): void {
    const [oldHighs, oldLows] = [highs, lows];
    slots *= 2;
    highs = new Uint32Array(slots);
    lows = new Uint32Array(slots);
    for (const [i, high] of oldHighs.entries()) {
      const low = oldLows[i]!;
      if (high === 0 && low === 0) continue;
      const slot = find(high, low);
      highs[slot] = high;
      lows[slot] = low;
    }
  }

  return {
    get size() {
      return size;
    },
    has(key) {
      const slot = find(hashString(key, 1), lowOf(key));
      return highs[slot] !== 0 || lows[slot] !== 0;
    },
    add(key) {
      const [high, low] = [hashString(key, 1), lowOf(key)];
      const slot = find(high, low);
      if (highs[slot] !== 0 || lows[slot] !== 0) return false;
      highs[slot] = high;
      lows[slot] = low;
      if (++size > MAX_FILLED * slots) grow();
      return true;
    },
  };
}

/** Never 0, so that a free slot is told from a key. */
const lowOf = (key: string): number => hashString(key, 2) || 1;
