import { append } from '../../core/math/append.ts';
import type { LogEvent } from '../../core/types.ts';

/**
 * At most `limit` events of each person: the newest by their times, where they have none the last of the log. Events
 * of one slate stay together; a slate that is longer than the limit stays whole where it is the newest.
 *
 * @returns in the order given
 */
export function latestEvents(events: readonly LogEvent[], limit: number): LogEvent[] {
  const counts = new Map<string, number>();
  for (const { profileId } of events) counts.set(profileId, (counts.get(profileId) ?? 0) + 1);
  const long = new Map<string, number[]>();
  for (const [i, { profileId }] of events.entries()) {
    if (counts.get(profileId)! > limit) append(long, profileId, i);
  }
  const dropped = new Set<number>();
  for (const indexes of long.values()) {
    for (const i of olderThanLatest(events, indexes, limit)) dropped.add(i);
  }
  return dropped.size === 0 ? [...events] : events.filter((_, i) => !dropped.has(i));
}

/** Of one person's events those that are too many. */
function olderThanLatest(
  events: readonly LogEvent[],
  indexes: readonly number[],
  limit: number,
): number[] {
  const groups = new Map<string | number, number[]>();
  for (const i of indexes) append(groups, events[i]!.slateId ?? i, i);
  const timeOf = (group: readonly number[]): number =>
    group.reduce((latest, i) => Math.max(latest, events[i]!.at ?? 0), 0);
  const newestFirst = [...groups.values()]
    .map((group) => ({ group, time: timeOf(group) }))
    .sort((a, b) => b.time - a.time || b.group.at(-1)! - a.group.at(-1)!);
  const dropped: number[] = [];
  let kept = 0;
  let full = false;
  for (const { group } of newestFirst) {
    full ||= kept > 0 && kept + group.length > limit;
    if (full) dropped.push(...group);
    else kept += group.length;
  }
  return dropped;
}
