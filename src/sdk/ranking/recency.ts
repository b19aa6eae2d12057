import { grown } from './grown.ts';

/** Slots in the order of their last use, each step in constant time. */
export interface Recency {
  /** The slot that was not used for longest, and the one used last; −1 where there is none. */
  oldest(): number;
  newest(): number;
  /** The slot used before another; −1 where there is none. */
  before(slot: number): number;
  /** Adds a slot as the one used last. */
  add(slot: number): void;
  remove(slot: number): void;
  /** Makes room for so many slots. */
  grow(count: number): void;
  clear(): void;
}

/** Creates an empty list: a ring of places, each a slot's but the first, in which both ends meet. */
export function createRecency(): Recency {
  let older = new Int32Array(1);
  let newer = new Int32Array(1);
  return {
    oldest: () => newer[0]! - 1,
    newest: () => older[0]! - 1,
    before: (slot) => older[slot + 1]! - 1,
    add(slot) {
      const at = slot + 1;
      const last = older[0]!;
      older[at] = last;
      newer[at] = 0;
      newer[last] = at;
      older[0] = at;
    },
    remove(slot) {
      const at = slot + 1;
      newer[older[at]!] = newer[at]!;
      older[newer[at]!] = older[at]!;
    },
    grow(count) {
      older = grown(older, count + 1);
      newer = grown(newer, count + 1);
    },
    clear() {
      older[0] = newer[0] = 0;
    },
  };
}
