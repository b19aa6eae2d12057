import type { Random } from '../../../core/math/random.ts';
import type { CandidateList } from './lists.ts';
import type { CandidateMiner } from './mine-candidates.ts';
import type { PairData } from './pair-data.ts';

/** A list whose items are graded for its profile: 0 … 4, continuous. */
export interface GradedList extends CandidateList {
  scores: Float32Array;
  /** How many items, from the first, are graded; the others only fill the list, and teach nothing. */
  graded: number;
}

/** Grades a pair 0 … 4, or undefined where the policy cannot. */
export type PairGrader = (profile: number, item: number) => number | undefined;

/** What lists to grade are drawn from. */
export interface GradingSources {
  data: PairData;
  /** Items of each profile's log. */
  logged: ReadonlyMap<number, readonly number[]>;
  mine: CandidateMiner;
  grade: PairGrader;
  /** Time of the rankings, ms since 1970. */
  at: number;
  random: Random;
}

/** Items a graded list. */
export const GRADED_PER_LIST = 24;

/**
 * Stratified lists to grade: half of each from the profile's log, which is what lists to rank look like; a quarter
 * (more where the log is short) shares most words with the profile, the rest is drawn evenly. No list of a profile
 * repeats what another has of its log or of similar items. Pairs that cannot be graded are replaced by others; a
 * list with less than half of its pairs graded is left out.
 *
 * @param listsEach lists a profile
 */
export function gradeLists(
  { data, logged, mine, grade, at, random }: GradingSources,
  profiles: readonly number[],
  listsEach: number,
  onProfile?: () => void,
): GradedList[] {
  const lists: GradedList[] = [];
  for (const profile of profiles) {
    const own = random.shuffle([...(logged.get(profile) ?? [])]);
    const ownEach = Math.min(GRADED_PER_LIST / 2, Math.ceil(own.length / listsEach));
    const similarEach = 0.75 * GRADED_PER_LIST - ownEach;
    const similar = mine(profile, similarEach * listsEach);
    for (let n = 0; n < listsEach; n++) {
      const scores = new Map<number, number>();
      const tryItem = (item: number): void => {
        if (scores.has(item) || scores.size === GRADED_PER_LIST) return;
        const score = grade(profile, item);
        if (score !== undefined) scores.set(item, score);
      };
      for (const item of own.slice(n * ownEach, (n + 1) * ownEach)) tryItem(item);
      for (const item of similar.slice(n * similarEach, (n + 1) * similarEach)) tryItem(item);
      for (let i = 0; i < 2 * GRADED_PER_LIST && scores.size < GRADED_PER_LIST; i++) {
        tryItem(random.integer(data.rankable));
      }
      if (scores.size < GRADED_PER_LIST / 2) continue;
      lists.push(toGradedList(profile, scores, at, random));
    }
    onProfile?.();
  }
  return lists;
}

/** A list of graded items; a short one is filled with some of them again, which do not count. */
export function toGradedList(
  profile: number,
  scores: ReadonlyMap<number, number>,
  at: number,
  random: Random,
): GradedList {
  const items = [...scores.keys()];
  while (items.length < GRADED_PER_LIST) items.push(items[random.integer(scores.size)]!);
  return {
    profile,
    items: Int32Array.from(items),
    at,
    scores: Float32Array.from(items, (item) => scores.get(item)!),
    graded: scores.size,
  };
}
