import { createRandom } from '../../core/math/random.ts';
import { POLICY_FLOOR } from '../../core/personalization/policy-floor.ts';
import type { Item, Profile, Slate } from '../../core/types.ts';
import type { RubricGrader } from '../policy/rubric-grader.ts';
import type { Tables } from '../tables/types.ts';
import type { ModelScorers } from './model-scorer.ts';

/** Who says which items are poor matches, and how. */
export interface PoorMatchJudge {
  /** For the report: `rubric (policy.md)`. */
  by: string;
  /** The share of sampled pairs that the rubric can grade; undefined without a rubric. */
  gradedShare: number | undefined;
  isPoor(profile: Profile, item: Item, at?: number): boolean;
}

/** The rubric judges where it can grade at least this share of the pairs. */
const MIN_GRADED = 0.5;
const SAMPLE = 200;

/**
 * Chooses who judges: the rubric of a policy where it grades most pairs of a sample (pairs that it cannot
 * grade then do not count as poor), else the model's own policy head. A poor match is a grade of at most 1.
 */
export function choosePoorMatchJudge(
  slates: readonly Slate[],
  tables: Pick<Tables, 'items' | 'profiles'>,
  model: ModelScorers,
  rubric?: { grader: RubricGrader; source: string },
): PoorMatchJudge {
  const gradedShare = rubric && shareGraded(slates, tables, rubric.grader);
  if (rubric !== undefined && gradedShare !== undefined && gradedShare >= MIN_GRADED) {
    return {
      by: `rubric (${rubric.source})`,
      gradedShare,
      isPoor(profile, item) {
        const { grade } = rubric.grader.grade(profile, item);
        return grade !== undefined && grade <= POLICY_FLOOR.poorGrade;
      },
    };
  }
  return {
    by: "the model's policy head",
    gradedShare,
    isPoor: (profile, item, at) => model.policyGrade(profile, item, at) <= POLICY_FLOOR.poorGrade,
  };
}

function shareGraded(
  slates: readonly Slate[],
  { items, profiles }: Pick<Tables, 'items' | 'profiles'>,
  grader: RubricGrader,
): number {
  const random = createRandom('poor-match-sample');
  const all = [...items.keys()];
  let graded = 0;
  for (let i = 0; i < SAMPLE; i++) {
    const { profileId, candidates } = random.pick(slates);
    const item = items.get(random.pick(candidates === '*' ? all : candidates));
    const profile = profiles.get(profileId);
    if (item === undefined || profile === undefined) continue;
    if (grader.grade(profile, item).grade !== undefined) graded++;
  }
  return graded / SAMPLE;
}
