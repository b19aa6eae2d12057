import { POLICY_FLOOR } from '../../../core/personalization/policy-floor.ts';
import type { StudentLists } from '../data/student-lists.ts';
import type { ChoiceStep } from './choice-steps.ts';

/** The policy logit of an item that is just poor: four times its logistic is the grade. */
const POOR_LOGIT = Math.log(POLICY_FLOOR.poorGrade / (4 - POLICY_FLOOR.poorGrade));

/**
 * A step among the items that the policy floor admits by the student's grades: what draws people to poor matches says
 * nothing about where signals may lift others. Undefined where the chosen item is a poor match.
 */
export function admittedStep(step: ChoiceStep, lists: StudentLists): ChoiceStep | undefined {
  const { policy } = lists.score(step.list);
  if (policy[0]! <= POOR_LOGIT) return undefined;
  const isAdmitted = (_: number, k: number): boolean => policy[k]! > POOR_LOGIT;
  const items = step.list.items.filter(isAdmitted);
  return { ...step, list: { ...step.list, items }, positions: step.positions.filter(isAdmitted) };
}
