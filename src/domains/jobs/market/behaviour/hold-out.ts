import type { Random } from '../../../../core/math/random.ts';
import type { HistoryEvent, LogEvent, Slate } from '../../../../core/types.ts';
import type { LoggingPolicy } from './logging-policy.ts';
import type { Session } from './simulate-session.ts';
import type { PairScores } from './true-scores.ts';

/** Gains of what a person does with a job. */
export const GAINS = { click: 1, save: 2, apply: 3 } as const;

/** Jobs beside the shown ones in a held-out slate. */
const OTHERS = 80;

/**
 * Makes a validation slate of a session: the shown jobs and 80 others in random order; the gain of each is
 * what the person does when looking at it, whatever its position. Undefined where they do nothing at all.
 *
 * @param earlier the person's earlier events; the history is what they did, without mere impressions.
 */
export function holdOut(
  random: Random,
  session: Session,
  earlier: readonly LogEvent[],
  policy: LoggingPolicy,
  scores: (profileId: string, itemId: string, atMs: number) => PairScores,
): Slate | undefined {
  const { id, profileId, atMs, slate } = session;
  const shown = new Set(slate.jobs);
  const candidates = random.shuffle([
    ...slate.jobs,
    ...policy.others(random, profileId, atMs, OTHERS, shown),
  ]);
  const gains: Record<string, number> = {};
  for (const itemId of candidates) {
    const pair = scores(profileId, itemId, atMs);
    if (random.next() >= pair.attraction) continue;
    gains[itemId] =
      random.next() < pair.apply
        ? GAINS.apply
        : random.next() < pair.save
          ? GAINS.save
          : GAINS.click;
  }
  if (Object.keys(gains).length === 0) return undefined;
  return {
    id,
    profileId,
    at: atMs,
    candidates,
    gains,
    history: earlier.filter(isAction).map(asHistory),
  };
}

function isAction({ type }: LogEvent): boolean {
  return type !== 'impression';
}

function asHistory({ itemId, type, at, dwellMs }: LogEvent): HistoryEvent {
  return {
    itemId,
    type,
    ...(at === undefined ? {} : { at }),
    ...(dwellMs === undefined ? {} : { dwellMs }),
  };
}
