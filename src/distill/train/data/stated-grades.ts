import type { Grade } from '../../../core/types.ts';
import {
  GRADED_PER_LIST,
  toGradedList,
  type GradedList,
  type GradingSources,
} from './graded-lists.ts';
import type { PairData } from './pair-data.ts';

/** The grades of a golden set: by profile, then by item. */
export type StatedGrades = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Reads a table of grades. Of two grades of one pair the later counts. */
export function readStatedGrades(data: PairData, grades: readonly Grade[]): StatedGrades {
  const stated = new Map<number, Map<number, number>>();
  for (const { profileId, itemId, grade } of grades) {
    const profile = data.profileIndex.get(profileId)!;
    if (!stated.has(profile)) stated.set(profile, new Map());
    stated.get(profile)!.set(data.itemIndex.get(itemId)!, grade);
  }
  return stated;
}

/**
 * Lists of the grades that were given, each in one list. A profile with few of them gets pairs that the policy
 * grades beside them, where it can: those that share most words with it, then any.
 *
 * @param profiles those that may be learned from
 */
export function listStatedGrades(
  { data, mine, grade, at, random }: GradingSources,
  stated: StatedGrades,
  profiles: readonly number[],
): GradedList[] {
  const lists: GradedList[] = [];
  for (const profile of profiles) {
    const given = random.shuffle([...(stated.get(profile) ?? [])]);
    for (let from = 0; from < given.length; from += GRADED_PER_LIST) {
      const scores = new Map(given.slice(from, from + GRADED_PER_LIST));
      const tryItem = (item: number): void => {
        if (scores.size === GRADED_PER_LIST || stated.get(profile)!.has(item)) return;
        const score = grade(profile, item);
        if (score !== undefined) scores.set(item, score);
      };
      for (const item of mine(profile, GRADED_PER_LIST)) tryItem(item);
      for (let i = 0; i < GRADED_PER_LIST; i++) tryItem(random.integer(data.rankable));
      lists.push(toGradedList(profile, scores, at, random));
    }
  }
  return lists;
}
