import { FEATURES_PER_CROSS } from '../../core/features/crosses.ts';
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
  const judge = by('score');
  const teach = by('unlimited');
  if (rubric === undefined) return { judge, teach };
  const named = createMentionGrader(data, now);
  return { judge, teach: (profile, item) => teach(profile, item) ?? named(profile, item) };
}

/** The best grade. */
const BEST = 4;

/**
 * Grades by how much of what a profile names an item names, where the policy finds nothing to go by: there is nothing
 * else to go by. Undefined without a measure of kind mentions, or where the pair has none.
 */
function createMentionGrader(data: PairData, now: number): PairGrader {
  const { crosses, fields } = data.schema;
  const c = crosses.findIndex(
    ({ kind, ofItem, profileField }) =>
      kind === 'mention' && !ofItem && fields[profileField]!.kind === 'tags',
  );
  if (c < 0) return () => undefined;
  const features = new Float32Array(data.crossFeatures);
  const at = FEATURES_PER_CROSS * c;
  return (profile, item) => {
    data.crosses(profile, [item], now, features, 0);
    return features[at + 1]! > 0 ? BEST * features[at]! : undefined;
  };
}
