import type { Item, UserSignal } from 'pocketrank';
import type { State } from '../page/state.ts';
import { get, textOf } from '../read/get.ts';
import type { ShownItem } from '../read/item.ts';
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

const MAX_TASTES = 8;

/** Who an item is from. */
const MAKERS = [
  ['employer', 'hiringOrganization'],
  ['brand', 'brand'],
  ['lender', 'provider'],
  ['sponsor', 'sponsor'],
] as const;

/** Traits of an item that a person may like or not. */
function traitsOf(item: Item, { title, skills }: ShownItem): [kind: string, value: string][] {
  const traits: [string, string][] = [
    ...MAKERS.map(([kind, path]): [string, string] => [kind, textOf(get(item, path, 'name'))]),
    ['place', placeOf(item['jobLocation'])],
    ['contract', textOf(get(item, 'employmentType')).toLowerCase().replaceAll('_', ' ')],
    ...skills.slice(0, 3).map((skill): [string, string] => ['skill', skill]),
    ...wordsOf(title).map((word): [string, string] => ['title', word]),
  ];
  return traits.filter(([, value]) => value !== '');
}

const SMALL = new Set(['and', 'the', 'for', 'with', 'full', 'time', 'part']);
const SHORTEST = 4;

function wordsOf(title: string): string[] {
  const words = title.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST && !SMALL.has(word));
}

/** What a person seems to like, strongest first: of how many opened or saved items each trait is, less dismissed ones. */
export function tastesOf(
  signals: readonly UserSignal[],
  itemOf: (id: string) => Item | undefined,
  { read, room }: Pick<State, 'read' | 'room'>,
): Taste[] {
  const tastes = new Map<string, Taste>();
  for (const { id, itemId, type } of signals) {
    const item = itemOf(itemId);
    if (item === undefined || type === 'impression' || type === 'view') continue;
    for (const [kind, value] of traitsOf(item, read(item))) {
      const key = `${kind} ${value.toLowerCase()}`;
      const taste = tastes.get(key) ?? { kind, value, weight: 0, signals: [] };
      taste.weight += type === room.refuse ? -1 : 1;
      taste.signals.push(id);
      tastes.set(key, taste);
    }
  }
  return [...tastes.values()]
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_TASTES);
}
