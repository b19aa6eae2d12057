import type { Item } from 'pocketrank/distill';
import type { ShownItem } from '../read/item.ts';
import { textOf } from '../read/get.ts';
import type { RoomSource } from './room.ts';

/** A value that says that there is nothing. */
const NOTHING = 'none';

/** How many values of a list are told. */
const MOST = 4;

/** All values at a path, through lists. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined || value === null ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[key], rest);
}

/** A value as people say it: of an address of schema.org its last part, in words. */
function wordOf(value: unknown): string {
  const text = textOf(value);
  if (!text.startsWith('https://schema.org/')) return text;
  const name = text.slice(text.lastIndexOf('/') + 1).replace(/(?:Condition|Diet)$/, '');
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function tellAt(item: Item, path: string): string {
  const words = [...new Set(valuesAt(item, path.split('.')).map(wordOf))].filter(
    (word) => word !== '' && word !== NOTHING,
  );
  const more = words.length > MOST ? ` and ${words.length - MOST} more` : '';
  return words.slice(0, MOST).join(', ') + more;
}

/** Fills the paths of a text; '' where one has no value. */
function fillFact(text: string, item: Item): string {
  let isWhole = true;
  const filled = text.replaceAll(/\{([\w.@]+)\}/g, (_, path: string) => {
    const told = tellAt(item, path);
    if (told === '') isWhole = false;
    return told;
  });
  return isWhole ? filled : '';
}

/** What a card shows of an item, by what the room says. */
export function readFacts(item: Item, { facts, chips }: RoomSource): ShownItem {
  const told: string[] = [];
  for (const fact of facts.map((text) => fillFact(text, item)))
    // A shorter form of what is told already adds nothing.
    if (fact !== '' && !told.some((one) => one.includes(fact.replace(/^from /, ''))))
      told.push(fact);
  return {
    title: textOf(item['name']),
    facts: told,
    skills: chips.flatMap((path) => valuesAt(item, path.split('.')).map(wordOf)),
  };
}
