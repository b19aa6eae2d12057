import type { Item } from 'pocketrank';
import { get, textOf } from './get.ts';
import { readItem, type ShownItem } from './item.ts';
import type { PersonFile } from './person.ts';

/** Where keys lie. */
const KEYS = ['identifier', 'sku'];

/** The key of an item of this site; '' where it has none. */
export function keyOf(item: Item): string {
  return KEYS.map((key) => textOf(get(item, key))).find((key) => key !== '') ?? '';
}

/** What a card shows of an item: as the build has read it, or else as the page reads what is pasted into it. */
export function readShown(person: PersonFile, item: Item): ShownItem {
  return person.shown?.[keyOf(item)] ?? readItem(item, Date.now());
}
