import { PocketRankError } from '../../core/errors.ts';
import { describeFailure, failedExamples } from './grade-examples.ts';
import type { Policy } from './policy.ts';

const MAX_SHOWN = 10;

/**
 * Grades every example of a policy and compares with the grade that it states.
 *
 * @throws `POLICY_EXAMPLE_FAILED` naming each contradicted example, its line, the stated and the computed
 * grade, and the criteria and limits that made it.
 */
export function checkExamples(policy: Policy): void {
  const failures = failedExamples(policy).map(describeFailure);
  if (failures.length === 0) return;
  const shown = failures.slice(0, MAX_SHOWN);
  if (failures.length > MAX_SHOWN) shown.push(`… and ${failures.length - MAX_SHOWN} more`);
  throw new PocketRankError(
    'POLICY_EXAMPLE_FAILED',
    `${policy.source}: ${failures.length} of ${policy.examples.length} examples ${failures.length === 1 ? 'does' : 'do'} not get the grade stated.\n${shown.join('\n')}\n`,
    { hint: 'Change the example, or the weights, levels and limits that made its grade.' },
  );
}
