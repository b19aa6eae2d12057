import type { Item } from '../../core/types.ts';
import type { RankedItem, Ranking } from '../types.ts';

/** Earlier lists that a page may still show, beside the last one. */
const MAX_EARLIER = 8;

/** The lists that were ranked, as far as the page still holds them: objects of the host, nothing of the person. */
export interface ShownLists {
  add(shown: Ranking): void;
  /** The item of an id in the latest of them that has it. */
  find(id: string): Item | undefined;
  /** Drops what a ranking says of the person. */
  forget(): void;
}

/** The last list is held; earlier ones are found for as long as somebody else holds them. */
export function createShownLists(): ShownLists {
  let last: readonly Pick<RankedItem, 'id' | 'item'>[] = [];
  let earlier: WeakRef<typeof last>[] = [];
  return {
    add({ items }) {
      earlier = [new WeakRef(last), ...earlier.slice(0, MAX_EARLIER - 1)];
      last = items;
    },
    find(id) {
      for (const list of [last, ...earlier.map((held) => held.deref() ?? [])]) {
        const found = list.find((entry) => entry.id === id);
        if (found) return found.item;
      }
      return undefined;
    },
    forget: () => void (last = last.map(({ id, item }) => ({ id, item }))),
  };
}
