import { POLICY_FLOOR } from '../../core/personalization/policy-floor.ts';
import type { Random } from '../../core/math/random.ts';
import type { Teacher } from './teacher.ts';
import { GRADED_PER_LIST, type GradedList, type PairGrader } from '../train/data/graded-lists.ts';
import { makeBatch, type CandidateList } from '../train/data/lists.ts';
import { meanLogits } from '../train/network/mean-logits.ts';
import type { CandidateMiner } from '../train/data/mine-candidates.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { logit } from '../train/network/soft-targets.ts';

/** A list with the teachers' logits for each of its items: what the student learns from. */
export interface SoftList extends CandidateList {
  policy: Float32Array | undefined;
  click: Float32Array | undefined;
  /** Those of further teachers, in their order; undefined for lists that they do not label. */
  others?: readonly Float32Array[] | undefined;
}

/** What lists to distill on are drawn from. */
export interface ListSources {
  data: PairData;
  /** Items of each profile's log. */
  logged: ReadonlyMap<number, readonly number[]>;
  /** Items as often as they were chosen, by anyone; may be empty. */
  chosen: readonly number[];
  mine: CandidateMiner;
  /** Time of the rankings, ms since 1970. */
  at: number;
  random: Random;
}

/** Items a distillation list. */
export const SOFT_PER_LIST = GRADED_PER_LIST;

const LISTS_PER_PASS = 32;

/** Items that the lists of one group share for their random part, so that a batch encodes each once. */
const SHARED_ITEMS = 64;

/**
 * Draws lists to distill on: a quarter of each from the profile's log, a quarter of items that share most
 * words with the profile, the rest evenly from all items and from what others chose. Lists come in groups,
 * one a batch.
 *
 * @param group lists a group
 */
export function drawLists(
  { data, logged, chosen, mine, at, random }: ListSources,
  profiles: readonly number[],
  listsEach: number,
  group: number,
): CandidateList[] {
  const lists: CandidateList[] = [];
  const quarter = SOFT_PER_LIST / 4;
  const size = Math.min(SOFT_PER_LIST, data.rankable);
  let shared: number[] = [];
  for (const profile of profiles) {
    const similar = [...mine(profile, quarter * listsEach)];
    const own = [...(logged.get(profile) ?? [])];
    for (let i = 0; i < listsEach; i++) {
      if (lists.length % group === 0) {
        shared = Array.from({ length: SHARED_ITEMS }, (_, k) =>
          chosen.length > 0 && k % 2 === 0 ? random.pick(chosen) : random.integer(data.rankable),
        );
      }
      const items = new Set(random.shuffle(own).slice(0, quarter));
      for (const item of similar.slice(i * quarter, (i + 1) * quarter)) items.add(item);
      for (const item of random.shuffle(shared)) if (items.size < size) items.add(item);
      while (items.size < size) items.add(random.integer(data.rankable));
      const list = Int32Array.from({ length: SOFT_PER_LIST }, () => 0);
      list.set([...items].slice(0, SOFT_PER_LIST));
      lists.push({ profile, items: list, at });
    }
  }
  return lists;
}

/** How much of its logit a poor match gives up: what a policy teacher comes to between its two losses. */
const POOR_PENALTY = 1;

/** Graded lists as lists to distill on, the policy's own grades for labels; those with fillings are left out. */
export function gradedAsSoft(lists: readonly GradedList[]): SoftList[] {
  return lists
    .filter(({ graded, items }) => graded === items.length)
    .map(({ profile, items, at, scores }) => ({
      profile,
      items,
      at,
      policy: scores.map(labelOf),
      click: undefined,
    }));
}

/**
 * The policy's own labels of lists, in place of those of a teacher that may know its rules but not the words that
 * they meet; undefined for a list with a pair that the policy cannot grade.
 */
export function gradeSoft(
  lists: readonly CandidateList[],
  grade: PairGrader,
): (Float32Array | undefined)[] {
  return lists.map(({ profile, items }) => {
    const scores = Array.from(items, (item) => grade(profile, item) ?? Number.NaN);
    return scores.some(Number.isNaN) ? undefined : Float32Array.from(scores, labelOf);
  });
}

function labelOf(score: number): number {
  return logit(score / 4) - (score < POLICY_FLOOR.poorGrade ? POOR_PENALTY : 0);
}

/** Scores lists of one length with one head of a teacher. */
export async function teacherLogits(
  data: PairData,
  teacher: Pick<Teacher, 'networks' | 'head'>,
  lists: readonly CandidateList[],
  onLists?: (count: number) => void,
): Promise<Float32Array[]> {
  const logits: Float32Array[] = [];
  for (let from = 0; from < lists.length; from += LISTS_PER_PASS) {
    const part = lists.slice(from, from + LISTS_PER_PASS);
    const batch = makeBatch(data, part);
    const scores = await meanLogits(teacher.networks, batch);
    const outputs = scores.length / (part.length * batch.perList);
    for (let b = 0; b < part.length; b++) {
      const row = new Float32Array(batch.perList);
      for (let k = 0; k < row.length; k++)
        row[k] = scores[outputs * (b * row.length + k) + teacher.head]!;
      logits.push(row);
    }
    onLists?.(part.length);
  }
  return logits;
}
