import type { Student } from '../../core/student/student.ts';
import type { Domain } from '../domain.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import { openPolicy } from '../policy/open-policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { DistillMetrics } from './metrics.ts';

/**
 * Grades each of the domain's sweeps by a student, limits included as on a device, and by the rubric. What the rubric
 * cannot grade is left out.
 *
 * @param now the time of the rankings, ms since 1970
 */
export function measureSweeps(
  student: Student,
  domain: Domain,
  now: number,
): DistillMetrics['sweeps'] {
  const policy = openPolicy(domain);
  const sweeps = domain.code.sweeps?.(now) ?? [];
  if (policy === undefined || sweeps.length === 0) return [];
  const rubric = createRubricGrader(policy, { now });
  const model = createModelScorers(student, { items: new Map(), now });
  return sweeps.map(({ name, unit, profile, points }) => ({
    name,
    unit,
    points: points.flatMap(({ value, item }) => {
      const weighed = rubric.weigh(profile, item);
      if (weighed === undefined) return [];
      return [{ value, student: model.policyGrade(profile, item, now), rubric: weighed.score }];
    }),
  }));
}
