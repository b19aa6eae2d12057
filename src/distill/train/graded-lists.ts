import type { Random } from '../../core/math/random.ts';
import type { CandidateMiner } from './mine-candidates.ts';
import type { CandidateList } from './lists.ts';
import type { PairData } from './pair-data.ts';

/** A list whose jobs are graded for its profile: 0 … 4, continuous. */
export interface GradedList extends CandidateList {
  scores: Float32Array;
}

/** Grades a pair 0 … 4, or undefined where the policy cannot. */
export type PairGrader = (profile: number, job: number) => number | undefined;

/** Jobs a graded list. */
export const GRADED_PER_LIST = 24;

/**
 * Stratified lists to grade: half of each profile's jobs come from its log, which is what lists to rank look like; a
 * quarter (more where the log is short) shares most words with it, the rest is drawn evenly. Pairs that cannot be graded are replaced by others; a profile with fewer
 * than half a list of graded pairs is left out.
 *
 * @param logged jobs of each profile's log
 */
export function gradeLists(
  data: PairData,
  profiles: readonly number[],
  logged: ReadonlyMap<number, readonly number[]>,
  mine: CandidateMiner,
  grade: PairGrader,
  at: number,
  random: Random,
  onProfile?: () => void,
): GradedList[] {
  const lists: GradedList[] = [];
  for (const profile of profiles) {
    const own = random.shuffle([...(logged.get(profile) ?? [])]).slice(0, GRADED_PER_LIST / 2);
    const wanted = [...own, ...mine(profile, 0.75 * GRADED_PER_LIST - own.length)];
    const scores = new Map<number, number>();
    const tryJob = (job: number): void => {
      if (scores.has(job) || scores.size === GRADED_PER_LIST) return;
      const score = grade(profile, job);
      if (score !== undefined) scores.set(job, score);
    };
    for (const job of wanted) tryJob(job);
    for (let i = 0; i < 2 * GRADED_PER_LIST && scores.size < GRADED_PER_LIST; i++) {
      tryJob(random.integer(data.rankable));
    }
    onProfile?.();
    if (scores.size < GRADED_PER_LIST / 2) continue;
    const jobs = [...scores.keys()];
    while (jobs.length < GRADED_PER_LIST) jobs.push(jobs[random.integer(scores.size)]!);
    lists.push({
      profile,
      jobs: Int32Array.from(jobs),
      at,
      scores: Float32Array.from(jobs, (job) => scores.get(job)!),
    });
  }
  return lists;
}
