import type { HeldLimit, RankedItem } from 'pocketrank';
import type { PersonFile } from '../read/person.ts';
import type { Room } from '../read/room.ts';

/** By the chance of a click alone, as a list that is made for clicks would have it. */
export function clickOrder<T extends RankedItem>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => b.click - a.click);
}

/** A limit that leaves an ad this much or less means that nobody should be shown it. */
export const WEAK = 1;

/**
 * The policy's sentence against an item that is to be struck out: what its rubric found in the ad (of ads that came with
 * the demo), or a limit that the device itself applies and that leaves it weak or worse.
 */
export function sentenceAgainst(item: RankedItem, person: PersonFile): string | undefined {
  const limit = strictest(item);
  return person.against[item.id] ?? (limit && limit.cap <= WEAK ? limit.reason : undefined);
}

/** The limit that holds an item down the most; of several the first. */
export function strictest({ limits = [] }: RankedItem): HeldLimit | undefined {
  return limits.reduce<HeldLimit | undefined>(
    (worst, limit) => (worst === undefined || limit.cap < worst.cap ? limit : worst),
    undefined,
  );
}

/** Whether an item is one that should not be shown, as the room says: of jobs a scam, or one that has expired. */
export function isBad(item: RankedItem, person: PersonFile, { bad }: Pick<Room, 'bad'>): boolean {
  if (person.against[item.id] !== undefined) return true;
  const { limits = [] } = item;
  return limits.some(({ name, cap }) => (bad.limits ? bad.limits.includes(name) : cap <= WEAK));
}

const TOP = 10;

/** How many of such ads stand in the first ten, by clicks alone and in the person's list, as a sentence. */
export function verdictOf(
  items: readonly RankedItem[],
  person: PersonFile,
  room: Pick<Room, 'bad'>,
): string {
  const count = (list: readonly RankedItem[]): string => {
    const bad = list.slice(0, TOP).filter((item) => isBad(item, person, room)).length;
    return bad === 0 ? 'none' : String(bad);
  };
  return `${room.bad.words} in the first ten: by clicks alone ${count(clickOrder(items))}, in your list ${count(items)}.`;
}
