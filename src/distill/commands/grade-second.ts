import type { ReasonedGrade } from '../golden/list-disagreements.ts';
import { chatEndpoint } from '../golden/chat-endpoint.ts';
import { disputedPairs, joinOpinions, type SecondOpinions } from '../golden/second-opinion.ts';
import { pairKey, type GradeOutcome } from '../golden/types.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommandContext } from './context.ts';
import { runLlm, type LlmArguments } from './grade-llm.ts';
import { renderCalls } from './grade-report.ts';
import { rowsOf, type GradeRow } from './grade-rows.ts';

/** The options of second opinions. */
export interface SecondArguments {
  /** The model to ask. */
  second?: string;
  secondEndpoint?: string;
}

/** What second opinions came to, for reports. */
export type SecondSummary = Omit<SecondOpinions, 'rows'> & { grader: string; disputed: number };

/** The rows of both models, and what the second said. */
export interface Second {
  rows: GradeRow[];
  summary: SecondSummary;
}

/** Holds the key of a second endpoint at another host: what is for one host goes to no other. */
const SECOND_KEY = 'POCKETRANK_SECOND_API_KEY';

/**
 * Asks another model about the pairs which the first sees far differently than whoever graded before or, where nobody
 * did, the rubric. Undefined where none is to be asked or nothing is disputed.
 *
 * @param first the grades of the first model, and what they cost, USD
 * @throws as `runLlm`
 */
export async function runSecond(
  first: { grader: string; outcomes: readonly GradeOutcome[]; spent: number | undefined },
  others: { stated: readonly ReasonedGrade[]; rubric: readonly GradeOutcome[] },
  policy: Policy,
  now: number,
  options: LlmArguments & SecondArguments,
  context: CommandContext,
): Promise<Second | undefined> {
  const { second, endpoint, secondEndpoint = endpoint, maxCost } = options;
  if (second === undefined) return undefined;
  const against = withStated(others.rubric, others.stated);
  const disputed = disputedPairs(first.outcomes, against);
  if (disputed.length === 0) return undefined;
  const isElsewhere = chatEndpoint(secondEndpoint!).host !== chatEndpoint(endpoint!).host;
  const run = await runLlm(
    disputed,
    policy,
    now,
    {
      ...options,
      llmModel: second,
      endpoint: secondEndpoint!,
      ...(isElsewhere && { keyNames: [SECOND_KEY] }),
      ...(maxCost !== undefined && { maxCost: Math.max(0, maxCost - (first.spent ?? 0)) }),
    },
    context,
  );
  const outcomes = run.grading?.outcomes ?? [];
  context.progress.stop();
  if (run.grading !== undefined) context.stderr.write(renderCalls(run.grading));
  const { rows, ...opinions } = joinOpinions(first.outcomes, against, outcomes);
  const isSecond = new Set<GradeOutcome>(outcomes);
  return {
    rows: rows.flatMap((row) => rowsOf([row], isSecond.has(row) ? second : first.grader)),
    summary: { grader: second, disputed: disputed.length, ...opinions },
  };
}

/** What people said outranks the rubric. */
function withStated(
  rubric: readonly GradeOutcome[],
  stated: readonly ReasonedGrade[],
): GradeOutcome[] {
  const grades = new Map(stated.map((row) => [pairKey(row), row]));
  return rubric.map((outcome) => {
    const row = grades.get(pairKey(outcome.pair));
    return row === undefined
      ? outcome
      : { pair: outcome.pair, grade: row.grade, rationale: row.rationale ?? '' };
  });
}

/** What second opinions came to, in a line. */
export function renderSecond(
  { grader, disputed, asked, withFirst, withOther, between }: SecondSummary,
  first: string,
): string {
  return `Second opinions: of ${disputed} disputed pairs ${grader} graded ${asked}; ${withFirst} nearer to ${first}, ${withOther} nearer to those before it, ${between} between.\n`;
}
