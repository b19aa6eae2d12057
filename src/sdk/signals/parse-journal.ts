import type { InsightCounts, PersonalData } from '../types.ts';

/** A journal as it is kept and exported. */
export type JournalData = Pick<PersonalData, 'impressions' | 'counts'>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const areNumbers = (value: unknown, count: number, low = -Infinity): boolean =>
  Array.isArray(value) &&
  value.length === count &&
  value.every((n) => Number.isFinite(n) && (n as number) >= low);

/** Reads a stored or imported journal; `undefined` for anything else. */
export function parseJournal(value: unknown): JournalData | undefined {
  if (!isObject(value)) return undefined;
  const { impressions, counts } = value;
  const isRight =
    isObject(impressions) &&
    Object.values(impressions).every((entry) => areNumbers(entry, 2, 0)) &&
    isObject(counts) &&
    areNumbers([counts['clicks']], 1, 0) &&
    areNumbers(counts['gains'], 3, 0) &&
    areNumbers(counts['differences'], 3) &&
    areNumbers(counts['squares'], 3, 0) &&
    isObject(counts['teams']) &&
    areNumbers(counts['teams']['given'], 2, 0) &&
    areNumbers(counts['teams']['base'], 2, 0);
  if (!isRight) return undefined;
  return {
    impressions: impressions as JournalData['impressions'],
    counts: counts as unknown as InsightCounts,
  };
}
