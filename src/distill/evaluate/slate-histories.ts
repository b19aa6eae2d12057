import { createRandom } from '../../core/math/random.ts';
import type { HistoryEvent, Slate } from '../../core/types.ts';

/** What a model may see of a slate's history once it knows so many signals. */
export type HistoryOf = (slate: Slate, signals: number) => readonly HistoryEvent[];

const MINUTE_MS = 60_000;

/** What a person was merely shown is no signal of theirs. */
export const isSignal = ({ type }: HistoryEvent): boolean => type !== 'impression';

/** The end of a history that holds `count` signals, with the impressions among them. */
export function latestSignals(
  history: readonly HistoryEvent[],
  count: number,
): readonly HistoryEvent[] {
  let left = count;
  let start = history.length;
  while (start > 0 && left > 0) if (isSignal(history[--start]!)) left--;
  return history.slice(start);
}

/** The latest signals, each with this chance of an item that is drawn from all: somebody clicks at random. */
export function noisyHistory(items: readonly string[], share: number, seed: number): HistoryOf {
  return ({ id, history }, signals) => {
    const random = createRandom(`${seed}/noise/${id}/${signals}`);
    return latestSignals(history, signals).map((event) =>
      isSignal(event) && random.next() < share ? { ...event, itemId: random.pick(items) } : event,
    );
  };
}

/**
 * The latest signals of a slate's person after somebody else's latest, as if the interests of one person had changed:
 * whose they are is drawn from the slates with as many. What the other dismissed is left out.
 *
 * @param foreign signals of the other person
 * @param isDismissal types that push away
 */
export function switchedHistory(
  slates: readonly Slate[],
  foreign: number,
  isDismissal: (type: string) => boolean,
  seed: number,
): HistoryOf {
  const kept = slates.map(({ profileId, history }) => ({
    profileId,
    events: history.filter((event) => isSignal(event) && !isDismissal(event.type)),
  }));
  const long = kept.filter(({ events }) => events.length >= foreign);
  return ({ id, profileId, history, at }, signals) => {
    const own = latestSignals(history, signals);
    const others = long.filter((other) => other.profileId !== profileId);
    if (others.length === 0) return own;
    const { events } = createRandom(`${seed}/switch/${id}`).pick(others);
    const end = own[0]?.at ?? at ?? history.at(-1)?.at;
    const before = events.slice(-foreign).map((event, i): HistoryEvent => {
      if (end === undefined) return event;
      return { ...event, at: end - (foreign - i) * MINUTE_MS };
    });
    return [...before, ...own];
  };
}
