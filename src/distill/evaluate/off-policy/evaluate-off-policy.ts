import type { Item, LogEvent } from '../../../core/types.ts';
import { createBootstrap, type BootstrapOptions, type Interval } from '../bootstrap.ts';
import type { NamedScorer } from '../evaluate-slates.ts';
import type { ContentTables } from '../scorer.ts';
import { estimateOffPolicy, type OffPolicyEstimate } from './estimate.ts';
import { readLoggedPlaces, type LoggedPlace, type LoggedPlaces } from './logged-places.ts';

/** What rankers would have earned on a log with propensities. */
export interface OffPolicyReport {
  places: number;
  profiles: number;
  clicks: number;
  /** Places that no estimate can use. */
  skipped: LoggedPlaces['skipped'];
  /** Clicks a place as the log has them. */
  logged: Interval;
  rankers: { name: string; estimate: OffPolicyEstimate }[];
}

/** Chance alone, as a yardstick: every order is equally likely. */
const EVENLY: NamedScorer = {
  name: 'evenly at random',
  scorer: { score: (_profile, candidates) => new Float64Array(candidates.length) },
};

/**
 * Estimates how many clicks a place each ranker would have earned on a log, without histories. Undefined
 * for a log in which no place has a propensity, a position and a click.
 */
export async function evaluateOffPolicy(
  events: readonly LogEvent[],
  rankers: readonly NamedScorer[],
  tables: ContentTables,
  bootstrap: BootstrapOptions = {},
): Promise<OffPolicyReport | undefined> {
  const { places, skipped } = readLoggedPlaces(events, tables.eventTypes);
  const clicks = places.filter(({ clicked }) => clicked).length;
  if (clicks === 0) return undefined;
  const itemsOf = new Map<readonly string[], readonly Item[]>();
  const rows: OffPolicyReport['rankers'] = [];
  for (const { name, scorer } of [EVENLY, ...rankers]) {
    const scores: Float64Array[] = [];
    for (const [i, { profileId, candidates, at }] of places.entries()) {
      let items = itemsOf.get(candidates);
      if (items === undefined) {
        items = candidates.map((id) => tables.items.get(id)!);
        itemsOf.set(candidates, items);
      }
      const before = places[i - 1];
      scores.push(
        before !== undefined && isSameQuestion(before, places[i]!)
          ? scores[i - 1]!
          : await scorer.score(tables.profiles.get(profileId)!, items, [], at),
      );
    }
    const estimate = estimateOffPolicy(places, scores, bootstrap);
    rows.push({ name, estimate });
  }
  const profileIds = places.map(({ profileId }) => profileId);
  return {
    places: places.length,
    profiles: new Set(profileIds).size,
    clicks,
    skipped,
    logged: createBootstrap(profileIds, bootstrap).mean(
      places.map(({ clicked }) => (clicked ? 1 : 0)),
    ),
    rankers: rows,
  };
}

function isSameQuestion(a: LoggedPlace, b: LoggedPlace): boolean {
  return a.profileId === b.profileId && a.candidates === b.candidates && a.at === b.at;
}
