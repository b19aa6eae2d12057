import { formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import type { GraderComparison } from './compare-graders.ts';
import type { Disagreement } from './list-disagreements.ts';

/** Below this quadratic kappa the document is called unclear. */
const CLEAR_KAPPA = 0.7;
const MAX_SHOWN = 10;
const MAX_CELL = 40;

/** The agreement between graders, a row for every two of them; empty where no two share pairs. */
export function renderComparisons(comparisons: readonly GraderComparison[]): string {
  if (comparisons.length === 0) return '';
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = renderTable(
    [
      { title: 'grader A' },
      { title: 'grader B' },
      right('pairs'),
      right('same'),
      right('within 1'),
      right('κ linear'),
      right('κ quadratic'),
      { title: '[95 %]' },
      right('NDCG of B by A'),
      right('of A by B'),
    ],
    comparisons.map(({ a, b, agreement, kappaInterval, ndcgReverse }) => [
      a,
      b,
      String(agreement.pairs),
      percent(agreement.exact),
      percent(agreement.withinOne),
      formatNumber(agreement.kappaLinear),
      formatNumber(agreement.kappaQuadratic),
      `[${formatNumber(kappaInterval.low)}, ${formatNumber(kappaInterval.high)}]`,
      formatNumber(agreement.ndcg),
      formatNumber(ndcgReverse),
    ]),
  );
  const unclear = comparisons.filter(({ agreement }) => agreement.kappaQuadratic < CLEAR_KAPPA);
  if (unclear.length === 0) return table;
  const names = unclear.map(({ a, b }) => `${a} and ${b}`).join('; ');
  return `${table}Quadratic κ below ${CLEAR_KAPPA}: ${names}. Read where they differ before their grades are used.\n`;
}

/** The widest disagreements, for reading at the console; empty where there are none. */
export function renderDisagreements(disagreements: readonly Disagreement[]): string {
  if (disagreements.length === 0) return '';
  const graders = [...new Set(disagreements.flatMap(({ grades }) => Object.keys(grades)))];
  const table = renderTable(
    [
      { title: 'profile' },
      { title: 'item' },
      ...graders.map((title) => ({ title, align: 'right' as const })),
      { title: 'they are' },
      { title: 'the item is' },
    ],
    disagreements
      .slice(0, MAX_SHOWN)
      .map(({ profileId, itemId, grades, profile, item }) => [
        cell(profileId),
        cell(itemId),
        ...graders.map((grader) => String(grades[grader] ?? '–')),
        cell(profile),
        cell(item),
      ]),
  );
  const wide = disagreements.filter(({ spread }) => spread >= 2).length;
  const shown = disagreements.length > MAX_SHOWN ? `, the widest ${MAX_SHOWN} of them` : '';
  return `${disagreements.length} pairs are graded differently, ${wide} by two grades or more${shown}:\n${table}`;
}

function cell(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > MAX_CELL ? `${line.slice(0, MAX_CELL - 1)}…` : line;
}

function percent(share: number): string {
  return `${formatNumber(100 * share, 0)} %`;
}
