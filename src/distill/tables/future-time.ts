import { DAY_MS } from '../../core/features/evidence.ts';
import type { RowProblem } from './bad-rows.ts';

/** Clocks of machines and zones differ by this much at most. */
const TOLERANCE_MS = DAY_MS;

/** What is wrong with the first time of a row that lies more than a day after the clock. */
export function findFutureTime(
  now: number,
  ...times: readonly (number | undefined)[]
): RowProblem | undefined {
  const late = times.find((at) => at !== undefined && at > now + TOLERANCE_MS);
  if (late === undefined) return undefined;
  return {
    reason: 'future-time',
    message: `its time ${toText(late)} is after the clock, ${toText(now)}`,
  };
}

function toText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
