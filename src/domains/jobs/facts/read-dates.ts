import { asText } from './read-values.ts';

const DAY_MS = 86_400_000;

/** The length of a mean year in milliseconds. */
export const YEAR_MS = 365.25 * DAY_MS;

/**
 * A date as milliseconds since 1970 UTC, from ISO 8601 text in any precision (`2024`, `2024-05`,
 * `2024-05-01T10:00Z`) or from a number of milliseconds; the start of the period, or its end where `end`
 * is set. Undefined where it cannot be read.
 */
export function dateMs(value: unknown, end = false): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value > 1e10 ? value : undefined;
  const text = asText(value);
  if (!text) return undefined;
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(text);
  if (!match) {
    const parsed = /^\d{4}-\d{2}-\d{2}[T ]/u.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  if (
    (month !== undefined && (month < 1 || month > 12)) ||
    (day !== undefined && (day < 1 || day > 31))
  ) {
    return undefined;
  }
  if (!end) return Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  if (day !== undefined) return Date.UTC(year, (month ?? 1) - 1, day) + DAY_MS - 1;
  return (month === undefined ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1)) - 1;
}

/** Days from `from` to `to` (both ms), negative where `to` is earlier. */
export function daysBetween(from: number, to: number): number {
  return (to - from) / DAY_MS;
}

/** The total length in years of intervals (ms), overlapping ones counted once. */
export function unionYears(intervals: readonly (readonly [number, number])[]): number {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of sorted) {
    const from = Math.max(start, reached);
    if (end > from) total += end - from;
    reached = Math.max(reached, end);
  }
  return total / YEAR_MS;
}
