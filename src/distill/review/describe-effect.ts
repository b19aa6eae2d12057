import type { Grade, GradeValue } from '../../core/types.ts';
import type { PairTitles } from '../golden/pair-titles.ts';
import type { GoldenPair } from '../golden/types.ts';
import { agreement } from '../policy/agreement.ts';
import { gradeCauses } from '../policy/diff-policies.ts';
import { failedExamples } from '../policy/grade-examples.ts';
import type { RubricGrade, Ungraded } from '../policy/rubric-grader.ts';
import { asGrade, UNGRADED } from './graded-set.ts';
import { gradeRows, type PolicyRoom } from './policy-room.ts';

/** What an edit does, as the page shows it. */
export interface Effect {
  /** What is wrong with the text; the rest then tells of the last one that was right. */
  problems: readonly { line: number; message: string }[];
  pairs: number;
  raised: number;
  lowered: number;
  ungraded: number;
  /** The first of the pairs whose grade changes: those furthest apart. */
  changes: Change[];
  /** Examples that do not get the grade they state. */
  examples: FailedCase[];
  exampleCount: number;
  /** How the rubric agrees with each who graded, before and after. */
  agreement: { grader: string; pairs: number; before: Agreed; after: Agreed }[];
}

/** Shares of pairs with the same grade and within one, and quadratic kappa; null where nothing can be said. */
interface Agreed {
  exact: number;
  withinOne: number;
  kappa: number | null;
}

interface Change {
  /** The pair's number. */
  pair: number;
  person: string;
  item: string;
  before: GradeValue | null;
  after: GradeValue | null;
  because: string[];
  reasonBefore: string;
  reasonAfter: string;
}

interface FailedCase {
  name: string;
  line: number;
  stated: GradeValue | 'ungraded';
  computed: GradeValue | 'ungraded';
  reason: string;
  /** Whether it failed before the edit too. */
  isOld: boolean;
}

const MAX_CHANGES = 100;

/** Tells what the draft changes: grades with their reasons, examples, and who agrees. */
export function describeEffect(
  { base, draft, problems, readers }: PolicyRoom,
  pairs: readonly GoldenPair[],
  titles: PairTitles,
  others: readonly Grade[],
): Effect {
  const counts = { raised: 0, lowered: 0, ungraded: 0 };
  const moved: { i: number; distance: number }[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const [was, is] = [base.grades[i]!, draft.grades[i]!];
    if (was === is) continue;
    if (was === UNGRADED || is === UNGRADED) counts.ungraded++;
    else if (is > was) counts.raised++;
    else counts.lowered++;
    moved.push({ i, distance: Math.abs(is - was) });
  }
  moved.sort((a, b) => b.distance - a.distance);
  const failedBefore = new Set(
    failedExamples(base.policy, readers.ofExamples(base.policy)).map(({ example }) => example.name),
  );
  return {
    problems,
    pairs: pairs.length,
    ...counts,
    changes: moved.slice(0, MAX_CHANGES).map(({ i }) => {
      const pair = pairs[i]!;
      const [was, is] = [base, draft].map(({ grader }) => grader.grade(pair.profile, pair.item));
      return {
        pair: i,
        person: titles.profile(pair.profile),
        item: titles.item(pair.item),
        before: asGrade(base.grades[i]),
        after: asGrade(draft.grades[i]),
        because: gradeCauses(was!, is!),
        reasonBefore: reasonOf(was!),
        reasonAfter: reasonOf(is!),
      };
    }),
    examples: failedExamples(draft.policy, readers.ofExamples(draft.policy)).map(
      ({ example: { name, line, grade }, result }) => ({
        name,
        line,
        stated: grade,
        computed: result.grade ?? 'ungraded',
        reason: reasonOf(result),
        isOld: failedBefore.has(name),
      }),
    ),
    exampleCount: draft.policy.examples.length,
    agreement: compareWithOthers(
      gradeRows(pairs, base, 'rubric'),
      gradeRows(pairs, draft, 'rubric'),
      others,
    ),
  };
}

/** The reason of a grade, or why there is none. */
export function reasonOf(result: RubricGrade | Ungraded): string {
  return result.grade === undefined ? `Not graded: ${result.reason}.` : result.rationale;
}

function compareWithOthers(
  before: readonly Grade[],
  after: readonly Grade[],
  others: readonly Grade[],
): Effect['agreement'] {
  const byGrader = new Map<string, Grade[]>();
  for (const grade of others)
    byGrader.set(grade.grader, [...(byGrader.get(grade.grader) ?? []), grade]);
  return [...byGrader].flatMap(([grader, rows]) => {
    const own = agreed(rows, before);
    return own.pairs === 0
      ? []
      : [{ grader, pairs: own.pairs, before: own, after: agreed(rows, after) }];
  });
}

function agreed(a: readonly Grade[], b: readonly Grade[]): Agreed & { pairs: number } {
  const { pairs, exact, withinOne, kappaQuadratic } = agreement(a, b);
  const kappa = Number.isNaN(kappaQuadratic) ? null : kappaQuadratic;
  return { pairs, exact, withinOne, kappa };
}
