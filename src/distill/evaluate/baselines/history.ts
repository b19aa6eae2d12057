import type { HistoryEvent, Item } from '../../../core/types.ts';
import { createEventTypes, type EventTypes } from '../../tables/event-types.ts';
import type { Baseline } from '../scorer.ts';
import { createItemLikeness, type ItemLikeness, type LikenessKind } from './item-likeness.ts';

/** How likeness to past items adds up to a score. */
export interface HistoryWeights {
  /** What a kind of likeness counts; kinds left out count nothing. */
  weights: Partial<Record<LikenessKind, number>>;
  /** What each event further back counts against the one after it, 0 … 1. */
  decay: number;
}

/**
 * How alike candidates are to what the profile did before: the mean likeness to the items of its history,
 * the latest first, each further one counting `decay` of the one after it, by the strength of the event (a
 * dismissal counts against). Without history all items tie.
 */
export function createHistoryBaseline(name: string, { weights, decay }: HistoryWeights): Baseline {
  return {
    name,
    fit({ items, eventTypes = createEventTypes() }) {
      const likeness = createItemLikeness(items.values());
      return {
        score(_profile, candidates, history) {
          const total = new Float64Array(candidates.length);
          for (const [kind, weight] of Object.entries(weights) as [LikenessKind, number][]) {
            if (weight === 0) continue;
            const past = { items, history, decay, eventTypes };
            const scores = likenessToHistory(likeness, kind, candidates, past);
            for (let i = 0; i < total.length; i++) {
              total[i] = (total[i] as number) + weight * (scores[i] as number);
            }
          }
          return total;
        },
      };
    },
  };
}

/** Baseline: items in the place of past ones. */
export function createSamePlaceBaseline(decay = 0.9): Baseline {
  return createHistoryBaseline('same place', { weights: { place: 1 }, decay });
}

/** Baseline: items with the title words of past ones. */
export function createSameTitleBaseline(decay = 0.7): Baseline {
  return createHistoryBaseline('same title', { weights: { title: 1 }, decay });
}

/** Baseline: items of the employers of past ones. */
export function createSameOrganizationBaseline(decay = 0.9): Baseline {
  return createHistoryBaseline('same organization', { weights: { organization: 1 }, decay });
}

/** What a profile did before, and how it counts. */
export interface Past {
  items: ReadonlyMap<string, Item>;
  /** Oldest first. */
  history: readonly Pick<HistoryEvent, 'itemId' | 'type'>[];
  decay: number;
  eventTypes: EventTypes;
}

/** The likeness of each candidate to the items of a history, in one way: −1 … 1. */
export function likenessToHistory(
  likeness: ItemLikeness,
  kind: LikenessKind,
  candidates: readonly Item[],
  { items, history, decay, eventTypes }: Past,
): Float64Array {
  const scores = new Float64Array(candidates.length);
  let norm = 0;
  let recency = 1;
  for (let h = history.length - 1; h >= 0; h--) {
    const { itemId, type } = history[h] as HistoryEvent;
    const past = items.get(itemId);
    const strength = eventTypes.weight(type);
    if (past === undefined || strength === 0) continue;
    const weight = recency * strength;
    recency *= decay;
    norm += Math.abs(weight);
    for (let i = 0; i < candidates.length; i++) {
      scores[i] = (scores[i] as number) + weight * likeness[kind](past, candidates[i] as Item);
    }
  }
  if (norm > 0) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / norm;
  return scores;
}
