import { DAY_MS } from '../../core/features/evidence.ts';
import type { Schema } from '../../core/features/schema.ts';
import { keyPaths, type ItemSource } from '../../core/reading/item-paths.ts';
import { readKey } from '../../core/reading/read-key.ts';
import type { Item } from '../../core/types.ts';
import { refusalOf } from '../refusal.ts';
import type { UnreadItem } from '../types.ts';
import type { KnownItems } from './known-items.ts';
import type { Pause } from './pacer.ts';

/** The items of a list that can be ranked, with the id and the code's slot of each; and those that cannot. */
export interface EncodedList<T extends Item> {
  items: T[];
  ids: string[];
  slots: Uint32Array;
  unread: UnreadItem[];
}

/** Encodes the items of a list that are not known. @throws ENGINE_FAILED, or what `pause` does */
export type ListEncoder = <T extends Item>(
  given: readonly unknown[],
  day: number,
  use: number,
  pause: Pause,
) => Promise<EncodedList<T>>;

/** The list that was encoded last, and what held then. */
interface LastList extends EncodedList<Item> {
  version: number;
  use: number;
}

/** It remembers the last list: the next is often the same, or begins alike. */
export function createListEncoder(known: KnownItems, { source, lexicon }: Schema): ListEncoder {
  const paths = keyPaths(source as ItemSource);
  const none = { items: [], ids: [], unread: [], slots: new Uint32Array(0) };
  let last: LastList = { ...none, version: -1, use: 0 };
  return async <T extends Item>(
    given: readonly unknown[],
    day: number,
    use: number,
    pause: Pause,
  ) => {
    const { length } = given;
    if (
      last.version === known.version() &&
      last.items.length === length &&
      last.items.every((item, i) => item === given[i])
    ) {
      known.resume(use, last.use);
      return last as LastList & EncodedList<T>;
    }
    const items: T[] = [];
    const ids: string[] = [];
    const unread: UnreadItem[] = [];
    const slots = new Uint32Array(length);
    /** How often each id has been asked for, once the list is another than the last. */
    let seen: Map<string, number> | undefined;
    for (let index = 0; index < length; index++) {
      const item = given[index] as T;
      const at = items.length;
      const before = known.encoded();
      let cause: unknown;
      try {
        let id = !seen && item === last.items[at] ? last.ids[at] : undefined;
        if (id === undefined) {
          const key = readKey(item, paths);
          seen ??= new Map(ids.map((earlier) => [earlier, 1]));
          id = key === undefined ? key : uniqueId(key, seen);
        }
        if (id !== undefined) {
          slots[at] = known.slot(item, id, day * DAY_MS, use);
          items.push(item);
          ids.push(id);
        }
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === 'ENGINE_FAILED' || lexicon.wantsForms) throw error;
        cause = error;
      }
      if (items.length === at) unread.push(await refused(item, index, cause));
      // Finding a known item takes less time than looking at the clock.
      if (known.encoded() === before && index % 64 > 0) continue;
      const pausing = pause();
      if (pausing) await pausing;
    }
    const list = { items, ids, slots: slots.subarray(0, items.length), unread };
    last = { ...list, version: known.version(), use };
    return list;
  };
}

/** The key of an item, or where another has it `key#2`, `key#3`, … */
export function uniqueId(key: string, seen: Map<string, number>): string {
  let id = key;
  let count = seen.get(key) ?? 0;
  for (; seen.has(id); id = `${key}#${++count}`);
  seen.set(key, count || 1).set(id, 1);
  return id;
}

/** What cannot be ranked, and why. */
async function refused(item: unknown, index: number, cause: unknown): Promise<UnreadItem> {
  const what = cause === undefined ? 'noItem' : 'unreadable';
  const { message } = await refusalOf('INVALID_ITEM', what, item, { index, cause });
  return { index, item, code: 'INVALID_ITEM', reason: message };
}
