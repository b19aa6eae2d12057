import type { Schema } from '../../core/features/schema.ts';
import type { ItemSource } from '../../core/reading/item-paths.ts';
import { openItems } from '../../core/reading/open-items.ts';

/**
 * Creates the opening of what a page hands over, see `openItems`. It remembers the last list: the next is often the
 * same. Where something throws when it is looked at, nothing is opened: it will be found among the items. What is
 * returned stays as it is, whatever becomes of what was handed over.
 */
export function createListOpener({ source }: Schema): (given: object) => readonly unknown[] {
  const { types = [], noun }: ItemSource = source;
  let last: readonly unknown[] = [];
  let opened: readonly unknown[] = [];
  const open = (given: object): readonly unknown[] => {
    try {
      return openItems(given, types, noun && [noun.many]);
    } catch {
      return Array.isArray(given) ? given : [given];
    }
  };
  const openList = (given: readonly unknown[]): readonly unknown[] => {
    const isLast = given.length === last.length && last.every((value, i) => value === given[i]);
    if (!isLast) opened = open((last = [...given]));
    return opened;
  };
  return (given) => {
    try {
      return Array.isArray(given) ? openList(given) : open(given);
    } catch {
      // A list that does not let itself be looked through.
      return [given];
    }
  };
}
