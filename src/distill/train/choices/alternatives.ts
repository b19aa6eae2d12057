import { DAY_MS } from '../../../core/features/evidence.ts';
import type { Cross, Schema } from '../../../core/features/schema.ts';
import type { Random } from '../../../core/math/random.ts';
import type { LogEvent } from '../../../core/types.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';

/** How long a served list usually is: alternatives are sought for about so many, and cut to as many. */
const ALTERNATIVES = 100;
/** A list of fewer alternatives than this is no list. */
const MIN_ALTERNATIVES = 20;
/** What more than this share of the open items have in common finds no list: a country, where all are of one. */
const MAX_SHARE = 0.5;
/** Half the time during which an item that anybody dealt with counts as open. */
const OPEN_DAYS = 14;
/** Events that are looked at for open items, at most. */
const PROBES = 3000;
/** Choices that tell by what lists are found. */
const SAMPLE = 200;

/** What else could have been chosen where the log does not say, without the items to leave out. */
export type Alternatives = (item: number, at: number, without: ReadonlySet<number>) => number[];

/** The items that a list found by one key of an item would hold. */
type Sharing = (item: number, open: readonly number[]) => readonly number[];

/**
 * Creates the search for alternatives that resemble a served list: items that anybody dealt with around that
 * time and that share something with the chosen one, as the items that one query finds do.
 *
 * @param sample choices that tell by what lists are found
 */
export function createAlternatives(
  schema: Schema,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  sample: readonly { item: number; at: number }[],
  random: Random,
): Alternatives {
  const openAt = createOpenItems(data, events, random);
  const sharing = chooseSharing(schema, lists, sample.slice(0, SAMPLE), openAt);
  return (item, at, without) => {
    const open = openAt(at).filter((other) => other !== item && !without.has(other));
    const alike = sharing(item, open);
    const pool = alike.length >= MIN_ALTERNATIVES ? alike : open;
    return random.shuffle([...pool]).slice(0, ALTERNATIVES);
  };
}

/** Items that the log names within {@link OPEN_DAYS} of a time; with any others where these are too few. */
function createOpenItems(
  data: PairData,
  events: readonly LogEvent[],
  random: Random,
): (at: number) => number[] {
  const timed = events.filter((event) => event.at !== undefined).sort((a, b) => a.at! - b.at!);
  const times = Float64Array.from(timed, (event) => event.at!);
  const items = Int32Array.from(timed, (event) => data.itemIndex.get(event.itemId)!);
  return (at) => {
    const from = firstAtLeast(times, at - OPEN_DAYS * DAY_MS);
    const to = firstAtLeast(times, at + OPEN_DAYS * DAY_MS);
    const open = new Set<number>();
    if (to - from <= PROBES) for (let i = from; i < to; i++) open.add(items[i]!);
    else for (let i = 0; i < PROBES; i++) open.add(items[from + random.integer(to - from)]!);
    const enough = Math.min(MIN_ALTERNATIVES + 1, data.rankable);
    while (open.size < enough) open.add(random.integer(data.rankable));
    return [...open];
  };
}

/** The first index whose value is at least `value`, in ascending values. */
function firstAtLeast(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * By what lists are found: the cross by which most choices have a list of some length that is not nearly everything, places and categories
 * before words. One for all choices: were it the one that suits each, what a list holds would tell of what
 * was chosen.
 */
function chooseSharing(
  schema: Schema,
  lists: StudentLists,
  sample: readonly { item: number; at: number }[],
  openAt: (at: number) => readonly number[],
): Sharing {
  const isText = ({ itemField }: Cross): boolean => schema.fields[itemField]!.kind === 'text';
  const matches = schema.crosses.filter(({ kind }) => kind === 'match');
  const choices = sample.map(({ item, at }) => ({ item, open: openAt(at) }));
  for (const crosses of [matches.filter((cross) => !isText(cross)), matches.filter(isText)]) {
    let most = choices.length / 2;
    let best: Sharing | undefined;
    for (const cross of crosses) {
      const sharing = createSharing(lists, cross);
      const found = choices.filter(({ item, open }) => {
        const { length } = sharing(item, open);
        return length >= MIN_ALTERNATIVES && length <= MAX_SHARE * open.length;
      }).length;
      if (found > most) [most, best] = [found, sharing];
    }
    if (best !== undefined) return best;
  }
  return () => [];
}

/**
 * The items that share an item's key by a cross of kind match: of its keys the one whose sharers come closest to
 * a list's usual length, say a town where many items are, else its region. None where the item has no key.
 */
function createSharing({ codes, stride, width }: StudentLists, { offset, bytes }: Cross): Sharing {
  const keysOf = (item: number): number[] => {
    const keys: number[] = [];
    const from = item * stride + width + offset;
    for (let i = from; i < from + bytes; i += 3) {
      const key = codes[i]! | (codes[i + 1]! << 8);
      if (key === 0) break;
      keys.push(key);
    }
    return keys;
  };
  const off = (items: readonly number[]): number => Math.abs(Math.log(items.length / ALTERNATIVES));
  return (item, open) => {
    const sharers = new Map(keysOf(item).map((key) => [key, [] as number[]]));
    for (const other of open) for (const key of keysOf(other)) sharers.get(key)?.push(other);
    let best: readonly number[] = [];
    for (const items of sharers.values()) if (off(items) < off(best)) best = items;
    return best;
  };
}
