import type { Schema } from '../../core/features/schema.ts';
import type { ItemSource } from '../../core/reading/item-paths.ts';
import { openItems, openWrapper } from '../../core/reading/open-items.ts';
import type { Pause } from './pacer.ts';

/** Items looked at without a pause. */
const PART_ITEMS = 1024;

/** The opening of what a page hands over, in two steps. */
export interface ListOpener {
  /**
   * Takes what is handed over as it is now. What throws when it is looked at stays as it is: it will be found among the
   * items.
   */
  take(given: object): readonly unknown[];
  /** The items of what was taken, see `openItems`. It remembers the last list: the next is often the same. */
  open(taken: readonly unknown[], pause: Pause): Promise<readonly unknown[]>;
}

/** Creates the opening of lists. */
export function createListOpener({ source }: Schema): ListOpener {
  const { types = [], noun }: ItemSource = source;
  const names = noun && [noun.many];
  let last: readonly unknown[] = [];
  let opened: readonly unknown[] = [];

  const openAll = (list: readonly unknown[]): readonly unknown[] => {
    try {
      return openItems(list, types, names);
    } catch {
      return list;
    }
  };

  async function open(list: readonly unknown[], pause: Pause): Promise<readonly unknown[]> {
    for (let from = 0; from < list.length; from += PART_ITEMS) {
      const part = list.slice(from, from + PART_ITEMS);
      if (openAll(part) !== part) return openAll(list);
      const pausing = pause();
      if (pausing) await pausing;
    }
    return list;
  }

  return {
    take(given) {
      try {
        const inner = openWrapper(given, types, names);
        return Array.isArray(inner) ? [...(inner as unknown[])] : openItems(inner, types, names);
      } catch {
        return [given];
      }
    },
    async open(taken, pause) {
      const isLast = taken.length === last.length && taken.every((value, i) => value === last[i]);
      if (!isLast) [opened, last] = [await open(taken, pause), taken];
      return opened;
    },
  };
}
