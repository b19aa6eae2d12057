import { basename } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import type { BadRow, BadRowReason, BadRowSummary } from './types.ts';

/** Why one row cannot be used, before it is known where it stands. */
export interface RowProblem {
  reason: BadRowReason;
  message: string;
}

/** Counts bad rows and keeps the first of them. */
export interface BadRowCollector {
  add(row: BadRow): void;
  readonly summary: BadRowSummary;
}

/** Creates an empty collector that keeps `maxReported` rows in full and counts all. */
export function createBadRowCollector(maxReported: number): BadRowCollector {
  const summary: BadRowSummary = { count: 0, byReason: {}, report: [] };
  return {
    summary,
    add(row) {
      summary.count++;
      summary.byReason[row.reason] = (summary.byReason[row.reason] ?? 0) + 1;
      if (summary.report.length < maxReported) summary.report.push(row);
    },
  };
}

/** The bad rows as lines of text: each reported row with file and line, then how many more there are. */
export function formatBadRows(summary: BadRowSummary): string[] {
  const lines = summary.report.map(
    ({ file, line, reason, message }) => `${basename(file)}:${line}: ${message} (${reason})`,
  );
  const more = summary.count - summary.report.length;
  if (more > 0) lines.push(`and ${more} more`);
  return lines;
}

/** The error for tables whose bad rows are refused. */
export function badRowsError(dir: string, summary: BadRowSummary): PocketRankError {
  const what = summary.count === 1 ? '1 row' : `${summary.count} rows`;
  const lines = formatBadRows(summary).map((line) => `\n  ${line}`);
  return new PocketRankError(
    'INVALID_TABLE',
    `${what} of the tables in ${dir} cannot be used:${lines.join('')}\n`,
    { hint: 'Correct them, or pass --on-bad-row skip to leave them out.' },
  );
}
