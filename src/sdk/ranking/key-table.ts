import { grown } from './grown.ts';

const NONE = -1;

/** Slots by the key of what lies in them: what a `Map` would be, in a tenth of its room. */
export interface KeyTable {
  /** The slot of a key, −1 where there is none. */
  get(key: number): number;
  /** Gives a slot a key; neither may have been given before. */
  add(slot: number, key: number): void;
  /** Takes its key from a slot. */
  remove(slot: number): void;
  /** The key of a slot. */
  keyOf(slot: number): number;
  /** Makes room for so many slots. */
  grow(count: number): void;
  clear(): void;
}

/** Creates an empty table: chains of slots whose keys have the same lowest bits. Keys are whole numbers. */
export function createKeyTable(): KeyTable {
  /** Of each slot its key, NaN where it has none, and the next slot of its chain. */
  let keys = new Float64Array(0);
  let next = new Int32Array(0);
  /** The first slot of each chain. */
  let heads = new Int32Array(1).fill(NONE);

  const chainOf = (slot: number): number => keys[slot]! & (heads.length - 1);

  function link(slot: number): void {
    const chain = chainOf(slot);
    next[slot] = heads[chain]!;
    heads[chain] = slot;
  }

  return {
    get(key) {
      let slot = heads[key & (heads.length - 1)]!;
      while (slot !== NONE && keys[slot] !== key) slot = next[slot]!;
      return slot;
    },
    add(slot, key) {
      keys[slot] = key;
      link(slot);
    },
    remove(slot) {
      const chain = chainOf(slot);
      if (heads[chain] === slot) heads[chain] = next[slot]!;
      else {
        let before = heads[chain]!;
        while (next[before] !== slot) before = next[before]!;
        next[before] = next[slot]!;
      }
      keys[slot] = NaN;
    },
    keyOf: (slot) => keys[slot]!,
    grow(count) {
      const { length } = keys;
      keys = grown(keys, count).fill(NaN, length);
      next = grown(next, count);
      heads = new Int32Array(2 ** Math.ceil(Math.log2(count))).fill(NONE);
      for (let slot = 0; slot < length; slot++) if (!Number.isNaN(keys[slot])) link(slot);
    },
    clear() {
      keys.fill(NaN);
      heads.fill(NONE);
    },
  };
}
