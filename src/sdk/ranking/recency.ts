/** What {@link createRecency} strings together. */
export interface Dated<Item> {
  older: Item | undefined;
  newer: Item | undefined;
}

/** Items in the order of their last use, each step in constant time. */
export interface Recency<Item> {
  /** The one that was not used for longest. */
  oldest(): Item | undefined;
  /** Adds an item as the one used last. */
  add(item: Item): void;
  remove(item: Item): void;
  clear(): void;
}

export function createRecency<Item extends Dated<Item>>(): Recency<Item> {
  let oldest: Item | undefined;
  let newest: Item | undefined;
  return {
    oldest: () => oldest,
    add(item) {
      item.older = newest;
      if (newest) newest.newer = item;
      else oldest = item;
      newest = item;
    },
    remove(item) {
      const { older, newer } = item;
      if (older) older.newer = newer;
      else oldest = newer;
      if (newer) newer.older = older;
      else newest = older;
      item.older = item.newer = undefined;
    },
    clear() {
      oldest = newest = undefined;
    },
  };
}
