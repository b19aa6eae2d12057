import type { Policy } from '../policy/policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { StatedGrades } from '../train/data/stated-grades.ts';

/**
 * The grader of a run: a stated grade of the golden set where there is one, the rubric else.
 *
 * @param now the time at which the rubric judges freshness, ms since 1970
 */
export function createPairGrader(
  data: PairData,
  policy: Policy,
  stated: StatedGrades,
  now: number,
): PairGrader {
  const rubric = createRubricGrader(policy, { now });
  return (profile, item) => {
    const known = stated.get(profile)?.get(item);
    if (known !== undefined) return known;
    const result = rubric.grade(data.profileObjects[profile]!, data.itemObjects[item]!);
    return result.grade === undefined ? undefined : result.score;
  };
}
