import type { PairReader } from './pair-reader.ts';
import type { Policy, PolicyExample } from './policy.ts';
import { createRubricGrader } from './rubric-grader.ts';
import type { RubricGrade, Ungraded } from './rubric-grader.ts';

/** An example that does not get the grade it states. */
export interface FailedExample {
  example: PolicyExample;
  result: RubricGrade | Ungraded;
}

/**
 * Grades every example of a policy; gives those that do not get the grade they state.
 *
 * @param reader of pairs on the day of the examples; default: one of its own
 */
export function failedExamples(policy: Policy, reader?: PairReader): FailedExample[] {
  const now = policy.settings.exampleNow;
  const grader = createRubricGrader(policy, { now, ...(reader && { reader }) });
  return policy.examples.flatMap((example) => {
    const result = grader.grade(example.profile, example.item);
    return (result.grade ?? 'ungraded') === example.grade ? [] : [{ example, result }];
  });
}

/** A failed example in a few lines: its line, the stated and the computed grade, and what made it. */
export function describeFailure({ example, result }: FailedExample): string {
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
