import type { Grade } from '../core/types.ts';
import type { Policy } from './policy/policy.ts';
import { createRubricGrader } from './policy/rubric-grader.ts';
import type { PairGrader } from './train/graded-lists.ts';
import type { PairData } from './train/pair-data.ts';

/**
 * The grader of a run: a stated grade of the golden set where there is one, the rubric else.
 *
 * @param now the time at which the rubric judges freshness, ms since 1970
 */
export function createPairGrader(
  data: PairData,
  policy: Policy,
  golden: readonly Grade[],
  now: number,
): PairGrader {
  const rubric = createRubricGrader(policy, { now });
  const stated = new Map<number, number>();
  const keyOf = (profile: number, job: number): number => profile * data.jobs.count + job;
  for (const grade of golden) {
    stated.set(
      keyOf(data.profileIndex.get(grade.profileId)!, data.jobIndex.get(grade.jobId)!),
      grade.grade,
    );
  }
  return (profile, job) => {
    const known = stated.get(keyOf(profile, job));
    if (known !== undefined) return known;
    const result = rubric.grade(data.profileObjects[profile]!, data.jobObjects[job]!);
    return result.grade === undefined ? undefined : result.score;
  };
}
