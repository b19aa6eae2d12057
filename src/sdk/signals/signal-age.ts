import { SIGNAL_LIMITS } from '../../core/personalization/signals.ts';
import type { SignalRecord } from './signal-log.ts';

const DAY_MS = 86_400_000;

/**
 * What is to become of a stored signal, at a time (ms since 1970):
 * - `keep`: it counts, as `record`; `isChanged` where the store is to have that in place of what it holds;
 * - `rest`: it is too old to count, or the clock is wrong; the store remembers since when it is said to be;
 * - `drop`: it is too old, and was so a day ago.
 */
export type Judged =
  { fate: 'keep' | 'rest'; record: SignalRecord; isChanged: boolean } | { fate: 'drop' };

/**
 * Judges a signal by its age. A clock that is wrong once must cost nothing: what is too old is dropped by the second
 * day that says so, and what is of the future, when a clock was ahead, is taken to be of now.
 */
export function judgeAge(stored: SignalRecord, now: number): Judged {
  const { staleSince, ...record } = stored;
  if (record.at > now + DAY_MS)
    return { fate: 'keep', record: { ...record, at: now }, isChanged: true };
  if (record.at >= now - SIGNAL_LIMITS.maxAgeDays * DAY_MS)
    return { fate: 'keep', record, isChanged: staleSince !== undefined };
  if (staleSince === undefined || staleSince > now)
    return { fate: 'rest', record: { ...record, staleSince: now }, isChanged: true };
  return now - staleSince >= DAY_MS
    ? { fate: 'drop' }
    : { fate: 'rest', record: stored, isChanged: false };
}
