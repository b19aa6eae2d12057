import type { HistoryEvent, Item, LogEvent, Profile } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';

/** Whatever ranks: a baseline, a teacher, the student. */
export interface Scorer {
  /**
   * Scores candidates for a profile.
   *
   * @param candidates in slate order. The same array object comes again for slates with the same
   * candidates (`"*"`), so that work per list can be kept by identity.
   * @param history what the profile did before, oldest first; may be empty.
   * @param at the time of the ranking, in milliseconds since 1970; undefined where the slate has none.
   * @returns one score a candidate, higher is better, no NaN; a new array each time.
   */
  score(
    profile: Profile,
    candidates: readonly Item[],
    history: readonly HistoryEvent[],
    at?: number,
  ): Float64Array;
}

/** A {@link Scorer}, or one that computes elsewhere (on a GPU) and answers later. */
export interface AnyScorer {
  score(...asked: Parameters<Scorer['score']>): Float64Array | Promise<Float64Array>;
}

/** What of tables a baseline may look at: content, not outcomes, and the types of events (default: the usual). */
export type ContentTables = Pick<Tables, 'items' | 'profiles'> &
  Partial<Pick<Tables, 'eventTypes'>>;

/** A simple ranker that others are measured against. */
export interface Baseline {
  /** Short and unique, for reports: `BM25`. */
  readonly name: string;
  /**
   * Learns what the baseline needs.
   *
   * @param events the training events alone; none of the slates' outcomes may be among them.
   */
  fit(tables: ContentTables, events: readonly LogEvent[]): Scorer;
}

/** The same scorer, which remembers its last answer: for others that are made of it. */
export function rememberLast(scorer: AnyScorer): AnyScorer {
  let last: { asked: unknown[]; scores: Float64Array | Promise<Float64Array> } | undefined;
  return {
    async score(...asked) {
      if (last === undefined || asked.some((argument, i) => argument !== last!.asked[i])) {
        last = { asked, scores: scorer.score(...asked) };
      }
      return (await last.scores).slice();
    },
  };
}
