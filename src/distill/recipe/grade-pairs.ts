import type { Policy } from '../policy/policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { StatedGrades } from '../train/data/stated-grades.ts';

/** The graders of a run: a stated grade of the golden set where there is one, the rubric else. */
export interface PairGraders {
  /** What the policy says of a pair. */
  judge: PairGrader;
  /** What a model is to learn of it: hard limits apart, which devices apply exactly. */
  teach: PairGrader;
}

/**
 * Creates the graders of a run.
 *
 * @param policy without one, only stated grades are known
 * @param now the time at which the rubric judges freshness, ms since 1970
 */
export function createPairGraders(
  data: PairData,
  policy: Policy | undefined,
  stated: StatedGrades,
  now: number,
): PairGraders {
  const rubric = policy && createRubricGrader(policy, { now });
  const by =
    (which: 'score' | 'unlimited'): PairGrader =>
    (profile, item) => {
      const known = stated.get(profile)?.get(item);
      if (known !== undefined) return known;
      return rubric?.weigh(data.profileObjects[profile]!, data.itemObjects[item]!)?.[which];
    };
  return { judge: by('score'), teach: by('unlimited') };
}
