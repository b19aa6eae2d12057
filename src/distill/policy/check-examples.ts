import { PocketRankError } from '../../core/errors.ts';
import type { Policy, PolicyExample } from './policy.ts';
import { createRubricGrader } from './rubric-grader.ts';
import type { RubricGrade, Ungraded } from './rubric-grader.ts';

const MAX_SHOWN = 10;

/**
 * Grades every example of a policy and compares with the grade that it states.
 *
 * @throws `POLICY_EXAMPLE_FAILED` naming each contradicted example, its line, the stated and the computed
 * grade, and the criteria and limits that made it.
 */
export function checkExamples(policy: Policy): void {
  const grader = createRubricGrader(policy, { now: policy.settings.exampleNow });
  const failures: string[] = [];
  for (const example of policy.examples) {
    const result = grader.grade(example.profile, example.item);
    if ((result.grade ?? 'ungraded') !== example.grade) failures.push(describe(example, result));
  }
  if (failures.length === 0) return;
  const shown = failures.slice(0, MAX_SHOWN);
  if (failures.length > MAX_SHOWN) shown.push(`… and ${failures.length - MAX_SHOWN} more`);
  throw new PocketRankError(
    'POLICY_EXAMPLE_FAILED',
    `${policy.source}: ${failures.length} of ${policy.examples.length} examples ${failures.length === 1 ? 'does' : 'do'} not get the grade stated.\n${shown.join('\n')}\n`,
    { hint: 'Change the example, or the weights, levels and limits that made its grade.' },
  );
}

function describe(example: PolicyExample, result: RubricGrade | Ungraded): string {
  const head = `line ${example.line}, "${example.name}": stated ${example.grade}, computed `;
  if (result.grade === undefined) return `${head}ungraded: ${result.reason}`;
  const rows = result.criteria.map(
    ({ name, level, weight, because }) =>
      `  ${name}: level ${level}, weight ${weight} (${because})`,
  );
  for (const { name, cap, because, isHard, line } of result.limits) {
    const verb = typeof example.grade === 'number' && example.grade > cap ? 'breaks' : 'meets';
    const what = isHard ? 'hard limit' : 'grade cap';
    rows.push(`  ${verb} the ${what} "${name}" of line ${line}: at most ${cap} (${because})`);
  }
  return `${head}${result.grade} (mean ${result.mean.toFixed(2)})\n${rows.join('\n')}`;
}
