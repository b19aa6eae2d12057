import { POLICY_FLOOR } from '../../../core/personalization/policy-floor.ts';
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
  /** Items that certainly fit a profile, where a taxonomy tells. */
  fitting?: ((profile: number) => readonly number[]) | undefined;
}

/** Items a graded list. */
export const GRADED_PER_LIST = 32;

/** How many items of each kind a list is chosen from: of the profile's log, similar ones, any, and fitting ones. */
const OWN = 20;
const SIMILAR = 36;
const EVEN = 36;
const FITTING = 4;

/** Where the bands of grades begin, from the best: excellent, good, fair, weak, poor. */
const BANDS: readonly number[] = [3.5, 2.5, POLICY_FLOOR.poorGrade, 0.5, -Infinity];

/**
 * Lists to grade. For each, three times as many items as it holds are graded: of the profile's log, of those that share
 * most words with it, of those that certainly fit, and of all, taxonomies' too. Then each band of grades gives one in
 * turn, so that a list has the good matches that there are, few as they may be, beside what only looks like them. No
 * list of a profile looks at what another has of its log or of similar items. A list with less than half of its pairs
 * graded is left out.
 *
 * @param listsEach lists a profile
 */
export function gradeLists(
  { data, logged, mine, grade, at, random, fitting }: GradingSources,
  profiles: readonly number[],
  listsEach: number,
  onProfile?: () => void,
): GradedList[] {
  const lists: GradedList[] = [];
  for (const profile of profiles) {
    const own = random.shuffle([...(logged.get(profile) ?? [])]);
    const certain = random.shuffle([...(fitting?.(profile) ?? [])]);
    const similar = mine(profile, SIMILAR * listsEach);
    for (let n = 0; n < listsEach; n++) {
      const pool = new Set<number>(own.slice(n * OWN, (n + 1) * OWN));
      for (const item of similar.slice(n * SIMILAR, (n + 1) * SIMILAR)) pool.add(item);
      for (const item of certain.slice(0, FITTING)) pool.add(item);
      // Half of any, so that the items of large taxonomies do not crowd out those to rank.
      for (let i = 0; i < EVEN; i++) {
        pool.add(random.integer(i % 2 === 0 ? data.rankable : data.items.count));
      }
      const scores = chooseByBand(pool, (item) => grade(profile, item), random);
      if (scores.size >= GRADED_PER_LIST / 2) {
        lists.push(toGradedList(profile, scores, at, random));
      }
    }
    onProfile?.();
  }
  return lists;
}

/** One item of each band in turn, drawn blindly, until a list is full. */
function chooseByBand(
  pool: ReadonlySet<number>,
  grade: (item: number) => number | undefined,
  random: Random,
): Map<number, number> {
  const bands = BANDS.map((): [item: number, score: number][] => []);
  for (const item of pool) {
    const score = grade(item);
    if (score !== undefined) bands[BANDS.findIndex((from) => score >= from)]!.push([item, score]);
  }
  for (const band of bands) random.shuffle(band);
  const chosen = new Map<number, number>();
  const longest = Math.max(...bands.map((band) => band.length));
  for (let round = 0; round < longest; round++) {
    for (const band of bands) {
      const entry = band[round];
      if (entry !== undefined && chosen.size < GRADED_PER_LIST) chosen.set(...entry);
    }
  }
  return chosen;
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
