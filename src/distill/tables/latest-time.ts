import type { LogEvent } from '../../core/types.ts';

/** The time of the newest event, in milliseconds since 1970 UTC; undefined where none has a time. */
export function latestTime(events: readonly Pick<LogEvent, 'at'>[]): number | undefined {
  let latest: number | undefined;
  for (const { at } of events) if (at !== undefined && !(at <= latest!)) latest = at;
  return latest;
}
