import { topK } from '../../../src/core/math/top-k.ts';
import type { RubricGrade } from '../../../src/distill/policy/rubric-grader.ts';

/**
 * Where a list is worse than the best one by the rubric: for each criterion the weighted levels that the items of
 * the list have less, in grades a place, and for each cap how much oftener it holds. What is not better is left out.
 */
export function disagreements(
  list: readonly number[],
  grades: readonly RubricGrade[],
): Map<string, number> {
  const best = topK(
    grades.map(({ score }) => score),
    list.length,
  );
  const lost = new Map<string, number>();
  const add = (name: string, value: number): void => {
    lost.set(name, (lost.get(name) ?? 0) + value / list.length);
  };
  for (const [places, sign] of [
    [best, 1],
    [list, -1],
  ] as const) {
    for (const at of places) {
      const { criteria, limits } = grades[at]!;
      const total = criteria.reduce((sum, { weight }) => sum + weight, 0);
      for (const { name, level, weight } of criteria) {
        add(name, (-sign * weight * (4 - level)) / total);
      }
      for (const { name, cap } of limits) add(`cap: ${name}`, -sign * (4 - cap));
    }
  }
  return new Map([...lost].filter(([, value]) => value > 0));
}
