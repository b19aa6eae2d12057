import type { Random } from '../../../../core/math/random.ts';
import type { LogEvent } from '../../../../core/types.ts';
import type { PairTruth } from '../types.ts';
import type { ShownSlate } from './logging-policy.ts';
import type { PairScores } from './true-scores.ts';

/** A session: who saw what, when. */
export interface Session {
  id: string;
  profileId: string;
  atMs: number;
  slate: ShownSlate;
}

/** What happened in a session, and the truth of its pairs. */
export interface SessionOutcome {
  events: LogEvent[];
  pairs: PairTruth[];
}

/**
 * Plays a session: the person goes down the list, looks at each position with its chance, clicks what
 * attracts them, may stop after a click; a click may become a saved job or an application, a job that was
 * looked at and left may be dismissed.
 */
export function simulateSession(
  random: Random,
  session: Session,
  examination: readonly number[],
  continuation: number,
  scores: (profileId: string, itemId: string, atMs: number) => PairScores,
): SessionOutcome {
  const { id: slateId, profileId, atMs, slate } = session;
  const events: LogEvent[] = [];
  const pairs: PairTruth[] = [];
  let scrolling = true;
  let clock = atMs;
  slate.jobs.forEach((itemId, index) => {
    const position = index + 1;
    const propensity = slate.propensities[index] as number;
    const pair = scores(profileId, itemId, atMs);
    const shown = { profileId, itemId, position, slateId, propensity };
    // The whole page is sent at once, so all impressions bear its time.
    events.push({ ...shown, type: 'impression', at: atMs });
    const examined = scrolling && random.next() < (examination[index] ?? 0);
    pairs.push({
      profileId,
      itemId,
      slateId,
      attraction: round(pair.attraction),
      fit: pair.fit,
      examined,
    });
    if (!examined) return;
    clock += 1200 + random.integer(4000);
    if (random.next() < pair.attraction) {
      const dwellMs = dwell(random, pair.fit);
      events.push({ ...shown, type: 'click', at: clock, dwellMs });
      clock += dwellMs;
      if (random.next() < pair.apply) events.push({ ...shown, type: 'apply', at: clock });
      else if (random.next() < pair.save) events.push({ ...shown, type: 'save', at: clock });
      if (random.next() >= continuation) scrolling = false;
    } else if (random.next() < pair.dismiss) {
      events.push({ ...shown, type: 'dismiss', at: clock });
    }
  });
  return { events, pairs };
}

/** Time on an opened ad: about ten seconds where it does not suit, a minute where it does. */
function dwell(random: Random, fit: number): number {
  return Math.round(Math.min(600_000, Math.exp(9.1 + 1.9 * fit + 0.7 * random.normal())));
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
