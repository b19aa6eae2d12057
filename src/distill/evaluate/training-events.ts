import type { LogEvent, Slate } from '../../core/types.ts';

/**
 * The events that a model may learn from before it is measured on these slates. Where the slates say when
 * they happened: the events before the first of them. Else: the events of all profiles that have no slate.
 * Events without a time count as late where the slates have times.
 */
export function trainingEvents(events: readonly LogEvent[], slates: readonly Slate[]): LogEvent[] {
  let first = Number.POSITIVE_INFINITY;
  let timed = slates.length > 0;
  const measured = new Set<string>();
  for (const { at, profileId } of slates) {
    measured.add(profileId);
    if (at === undefined) timed = false;
    else first = Math.min(first, at);
  }
  return timed
    ? events.filter(({ at }) => at !== undefined && at < first)
    : events.filter(({ profileId }) => !measured.has(profileId));
}
