import { renderTable } from '../console/print-table.ts';
import { formatNumber } from '../console/format.ts';
import type { CriterionAgreement } from '../golden/compare-criteria.ts';
import type { GraderComparison } from '../golden/compare-graders.ts';
import type { LlmGrading } from '../golden/grade-by-llm.ts';
import { STRATA, type GradeOutcome } from '../golden/types.ts';
import { formatCost, formatTokens } from './grade-plan.ts';

const GRADES = [0, 1, 2, 3, 4, undefined] as const;

/** How many pairs of each stratum got each grade; `undefined` is ungraded. */
export function strataCounts(outcomes: readonly GradeOutcome[]): [string, number[]][] {
  return STRATA.flatMap((stratum) => {
    const own = outcomes.filter(({ pair }) => pair.stratum === stratum);
    if (own.length === 0) return [];
    const counts = GRADES.map((grade) => own.filter((outcome) => outcome.grade === grade).length);
    return [[stratum, counts] as [string, number[]]];
  });
}

/** The same as a table. */
export function renderStrata(outcomes: readonly GradeOutcome[]): string {
  const titles = [
    ...GRADES.map((grade) => (grade === undefined ? 'ungraded' : String(grade))),
    'all',
  ];
  const rows = strataCounts(outcomes).map(([stratum, counts]) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return [stratum, ...[...counts, all].map(String)];
  });
  const columns = titles.map((title) => ({ title, align: 'right' as const }));
  return renderTable([{ title: 'stratum \\ grade' }, ...columns], rows);
}

/** What a run of a language model took, in a few lines. */
export function renderCalls({ counts, failures }: LlmGrading): string {
  const { kept, calls, failedCalls, limitedCalls, badAnswers, inconsistent, cost } = counts;
  const lines = [
    `${calls} calls (${failedCalls} failed, ${limitedCalls} rate-limited, ${badAnswers} unreadable answers), ${kept} answers from before`,
    `${formatTokens(counts.promptTokens)} prompt${counts.cachedTokens > 0 ? ` (${formatTokens(counts.cachedTokens)} of them read before)` : ''} and ${formatTokens(counts.completionTokens)} answer tokens${cost === undefined ? '' : `, ${formatCost(cost)}`}`,
  ];
  if (inconsistent > 0) {
    lines.push(`${inconsistent} grades are not what their own levels and limits come to`);
  }
  if (failures.length > 0) {
    lines.push(
      `${failures.length} pairs were given up; the same command again asks for them anew:`,
    );
    for (const { pair, reason } of failures.slice(0, 5)) {
      lines.push(`  ${pair.profileId} × ${pair.itemId}: ${reason}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** How two graders agree on each criterion; empty where neither gave levels. */
export function renderCriteria(rows: readonly CriterionAgreement[], a: string, b: string): string {
  if (rows.every(({ pairs }) => pairs === 0)) return '';
  const right = (title: string) => ({ title, align: 'right' as const });
  const share = (value: number): string => `${formatNumber(100 * value, 0)} %`;
  const table = renderTable(
    [
      { title: 'criterion' },
      right('pairs'),
      right('same'),
      right('within 1'),
      right('κ quadratic'),
      right('milder by'),
      right('part in it'),
      right(`${a} alone`),
      right(`${b} alone`),
    ],
    rows.map((row) =>
      row.pairs === 0
        ? [row.name, '0', '–', '–', '–', '–', '–', String(row.onlyA), String(row.onlyB)]
        : [
            row.name,
            String(row.pairs),
            share(row.exact),
            share(row.withinOne),
            formatNumber(row.kappaQuadratic),
            formatNumber(row.difference),
            share(row.share),
            String(row.onlyA),
            String(row.onlyB),
          ],
    ),
  );
  return `By criterion, levels of ${b} against those of ${a} (milder by: how much higher on average; part in it: of what sets the grades apart; alone: saw evidence where the other saw none):\n${table}`;
}

/** A comparison as JSON. */
export function comparisonJson({ a, b, agreement, ndcgReverse, kappaInterval }: GraderComparison) {
  const { ndcg, ...rest } = agreement;
  return { a, b, ...rest, kappaQuadraticInterval: kappaInterval, ndcg, ndcgReverse };
}
