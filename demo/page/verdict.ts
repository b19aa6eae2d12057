import type { RankedItem } from 'pocketrank';
import type { PersonFile } from '../read/person.ts';

/** By the chance of a click alone, as a list that is made for clicks would have it. */
export function clickOrder<T extends RankedItem>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => b.click - a.click);
}

/** A limit that leaves an ad this much or less means that nobody should be shown it. */
const WEAK = 1;
/** Limits of the ad alone, whoever reads it. */
const OF_THE_AD = new Set(['Expired', 'Ghost ad']);

/**
 * The policy's sentence against an item that is to be struck out: what its rubric found in the ad (of ads that came with
 * the demo), or a limit that the device itself applies and that leaves it weak or worse.
 */
export function sentenceAgainst(item: RankedItem, person: PersonFile): string | undefined {
  const limit = item.limits?.find(({ cap }) => cap <= WEAK);
  return person.against[item.id] ?? limit?.reason;
}

/** Whether an item is a scam or has expired. */
export function isForNobody(item: RankedItem, person: PersonFile): boolean {
  if (person.against[item.id] !== undefined) return true;
  return item.limits?.some(({ name }) => OF_THE_AD.has(name)) === true;
}

const TOP = 10;

/** How many of such ads stand in the first ten, by clicks alone and in the person's list, as a sentence. */
export function verdictOf(items: readonly RankedItem[], person: PersonFile): string {
  const count = (list: readonly RankedItem[]): string => {
    const bad = list.slice(0, TOP).filter((item) => isForNobody(item, person)).length;
    return bad === 0 ? 'none' : String(bad);
  };
  return `Scams and expired ads in the first ten: by clicks alone ${count(clickOrder(items))}, in your list ${count(items)}.`;
}
