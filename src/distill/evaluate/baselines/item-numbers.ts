import type { Item } from '../../../core/types.ts';

/** Numbers items from 0, so that a baseline can keep what it knows of them in arrays. */
export interface ItemNumbers {
  /** The numbers of a list of items; the answer is kept for as long as the list object lives. */
  of(items: readonly Item[]): Uint32Array;
  /** How many items have a number. */
  readonly size: number;
}

/**
 * Creates item numbers, growing as items are seen.
 *
 * @param onNew called once for each item with its number, in order.
 */
export function createItemNumbers(onNew: (item: Item, number: number) => void): ItemNumbers {
  const numbers = new Map<Item, number>();
  const lists = new WeakMap<readonly Item[], Uint32Array>();

  function numberOf(item: Item): number {
    const known = numbers.get(item);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(item, number);
    onNew(item, number);
    return number;
  }

  return {
    of(items) {
      const known = lists.get(items);
      if (known !== undefined) return known;
      const list = Uint32Array.from(items, numberOf);
      lists.set(items, list);
      return list;
    },
    get size() {
      return numbers.size;
    },
  };
}
