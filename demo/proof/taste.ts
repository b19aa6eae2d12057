import type { Item, UserSignal } from 'pocketrank';
import { get, textOf } from '../read/get.ts';
import { readItem } from '../read/item.ts';
import { placeOf } from '../read/place.ts';

/** What a person's signals have in common: a trait, and the signals that stand for it. */
export interface Taste {
  /** Such as "employer". */
  kind: string;
  value: string;
  /** Signals that speak for it, less those against it. */
  weight: number;
  signals: string[];
}

const AGAINST = 'dismiss';
const MAX_TASTES = 8;

/** Traits of an item that a person may like or not. */
function traitsOf(item: Item): [kind: string, value: string][] {
  const { skills } = readItem(item, 0);
  const traits: [string, string][] = [
    ['employer', textOf(get(item, 'hiringOrganization', 'name'))],
    ['place', placeOf(item['jobLocation'])],
    ['contract', textOf(get(item, 'employmentType')).toLowerCase().replaceAll('_', ' ')],
    ...skills.slice(0, 3).map((skill): [string, string] => ['skill', skill]),
    ...wordsOf(textOf(item['title'])).map((word): [string, string] => ['title', word]),
  ];
  return traits.filter(([, value]) => value !== '');
}

const SMALL = new Set(['and', 'the', 'for', 'with', 'full', 'time', 'part']);
const SHORTEST = 4;

function wordsOf(title: string): string[] {
  const words = title.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST && !SMALL.has(word));
}

/** What a person seems to like, strongest first: of how many opened or saved jobs each trait is, less dismissed ones. */
export function tastesOf(
  signals: readonly UserSignal[],
  itemOf: (id: string) => Item | undefined,
): Taste[] {
  const tastes = new Map<string, Taste>();
  for (const { id, itemId, type } of signals) {
    const item = itemOf(itemId);
    if (item === undefined || type === 'impression' || type === 'view') continue;
    for (const [kind, value] of traitsOf(item)) {
      const key = `${kind} ${value.toLowerCase()}`;
      const taste = tastes.get(key) ?? { kind, value, weight: 0, signals: [] };
      taste.weight += type === AGAINST ? -1 : 1;
      taste.signals.push(id);
      tastes.set(key, taste);
    }
  }
  return [...tastes.values()]
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_TASTES);
}
