import { readTime } from '../../core/features/read-number.ts';
import type { Tables } from '../tables/types.ts';

/**
 * The latest time that events, or without those items, speak of, in milliseconds since 1970; the year 2000
 * where none does. It stands for "now" where a slate does not say its own, so that the same tables give the
 * same numbers on any day.
 */
export function latestTime(tables: Pick<Tables, 'events' | 'items'>): number {
  let latest = Number.NEGATIVE_INFINITY;
  const see = (at: number | undefined): void => {
    if (at !== undefined && at > latest) latest = at;
  };
  for (const { at } of tables.events) see(at);
  if (latest === Number.NEGATIVE_INFINITY) {
    for (const item of tables.items.values()) see(readTime(item.datePosted));
  }
  return latest === Number.NEGATIVE_INFINITY ? Date.UTC(2000, 0) : latest;
}
