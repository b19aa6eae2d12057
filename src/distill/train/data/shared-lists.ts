import type { GradedList, GradingSources } from './graded-lists.ts';

/** Items that the lists of a group share, at most. */
export const SHARED_ITEMS = 160;

/** Share of the profiles for which an item that certainly fits is there; others find nothing, as people do. */
const FITTING_SHARE = 0.4;
/** An item for each profile is drawn among this many that share most words with it. */
const SIMILAR = 24;
/** Share of the other items that are candidates; the rest are of any kind. */
const RANKABLE_SHARE = 0.6;

/**
 * Graded lists as pages have them: one set of items for many profiles, few of which fit and often none. Most items are
 * drawn blindly; one for each profile shares words with it, whatever these mean there. A group's items are encoded once
 * for all of its lists, so that a step on them teaches ten times the pairs of one on lists of their own.
 *
 * @param profiles each `group` of them share their items; what is left over has no list
 * @returns groups of `group` lists, one after the other; a group where less than half can be graded is left out
 */
export function gradeShared(
  sources: GradingSources,
  profiles: readonly number[],
  group: number,
  onLists?: (count: number) => void,
): GradedList[] {
  const lists: GradedList[] = [];
  for (let from = 0; from + group <= profiles.length; from += group) {
    const owners = profiles.slice(from, from + group);
    const items = drawShared(sources, owners);
    const graded = owners.flatMap((profile) => gradeAll(sources, profile, items) ?? []);
    if (graded.length >= group / 2) {
      // Whoever cannot be graded gives way to another, since a group fills a batch.
      for (let i = 0; i < group; i++) lists.push(graded[i % graded.length]!);
    }
    onLists?.(group);
  }
  return lists;
}

function drawShared(
  { data, mine, grade, random, fitting }: GradingSources,
  owners: readonly number[],
): Int32Array {
  const size = Math.min(SHARED_ITEMS, data.items.count);
  const pool = new Set<number>();
  for (const profile of owners) {
    const similar = mine(profile, SIMILAR);
    if (similar.length > 0) pool.add(similar[random.integer(similar.length)]!);
    const certain = fitting?.(profile) ?? [];
    if (certain.length > 0 && random.next() < FITTING_SHARE) pool.add(random.pick(certain));
  }
  // What cannot be graded for one can be graded for nobody.
  const judge = owners.find((profile) =>
    [...pool].some((item) => grade(profile, item) !== undefined),
  );
  if (judge === undefined) return new Int32Array(0);
  const chosen = new Set([...pool].filter((item) => grade(judge, item) !== undefined));
  for (let tried = 0; chosen.size < size && tried < 4 * size; tried++) {
    const among = random.next() < RANKABLE_SHARE ? data.rankable : data.items.count;
    const item = random.integer(among);
    if (grade(judge, item) !== undefined) chosen.add(item);
  }
  return Int32Array.from([...chosen].slice(0, size));
}

function gradeAll(
  { grade, at }: GradingSources,
  profile: number,
  items: Int32Array,
): GradedList | undefined {
  const scores = Array.from(items, (item) => grade(profile, item));
  if (items.length === 0 || scores.includes(undefined)) return undefined;
  return {
    profile,
    items,
    at,
    scores: Float32Array.from(scores as number[]),
    graded: items.length,
  };
}
