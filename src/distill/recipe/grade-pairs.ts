import type { Grade } from '../../core/types.ts';
import type { Policy } from '../policy/policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import type { PairData } from '../train/data/pair-data.ts';

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
  const keyOf = (profile: number, item: number): number => profile * data.items.count + item;
  for (const grade of golden) {
    stated.set(
      keyOf(data.profileIndex.get(grade.profileId)!, data.itemIndex.get(grade.itemId)!),
      grade.grade,
    );
  }
  return (profile, item) => {
    const known = stated.get(keyOf(profile, item));
    if (known !== undefined) return known;
    const result = rubric.grade(data.profileObjects[profile]!, data.itemObjects[item]!);
    return result.grade === undefined ? undefined : result.score;
  };
}
