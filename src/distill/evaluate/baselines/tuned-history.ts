import { createRandom, type Random } from '../../../core/math/random.ts';
import type { Item, LogEvent } from '../../../core/types.ts';
import { append } from '../../../core/math/append.ts';
import { ndcgAtK } from '../metrics/ndcg-at-k.ts';
import { createEventTypes } from '../../tables/event-types.ts';
import type { Baseline, ContentTables } from '../scorer.ts';
import {
  createHistoryBaseline,
  likenessToHistory,
  type HistoryWeights,
  type Past,
} from './history.ts';
import {
  LIKENESS_KINDS,
  createItemLikeness,
  type ItemLikeness,
  type LikenessKind,
} from './item-likeness.ts';
import { regionOf } from './region-of.ts';

/** Options of {@link createTunedHistoryBaseline}. */
export interface TunedHistoryOptions {
  /** Training choices to tune on, at most. Default 400. */
  maxChoices?: number;
  /** Other items beside the chosen one. Default 100. */
  negatives?: number;
  seed?: number | string;
}

const DECAYS = [0.5, 0.7, 0.85, 1] as const;
const TITLE_WEIGHTS = [0, 0.5, 1, 2, 4] as const;
const ORGANIZATION_WEIGHTS = [0, 0.1, 0.25, 0.5, 1] as const;
/** Where there is nothing to tune on. */
const UNTUNED: HistoryWeights = { weights: { place: 1, title: 1, organization: 0.25 }, decay: 0.7 };

interface Choice {
  candidates: Item[];
  /** The chosen item is the first candidate. */
  history: LogEvent[];
}

/**
 * The sum of same place, same title and same employer as past items, with the weights and the decay that
 * rank best (nDCG@10) when training histories are replayed: each later positive event of a profile is a
 * choice among other items that training events name, in the same region where the table says it.
 */
export function createTunedHistoryBaseline(options: TunedHistoryOptions = {}): Baseline {
  return {
    name: 'tuned history',
    fit(tables, events) {
      const tuned = tuneHistoryWeights(tables, events, options);
      return createHistoryBaseline('tuned history', tuned).fit(tables, events);
    },
  };
}

/** The weights that {@link createTunedHistoryBaseline} finds. */
export function tuneHistoryWeights(
  { items, eventTypes = createEventTypes() }: Pick<ContentTables, 'items' | 'eventTypes'>,
  events: readonly LogEvent[],
  { maxChoices = 400, negatives = 100, seed = 1 }: TunedHistoryOptions = {},
): HistoryWeights {
  const random = createRandom(seed);
  const positive = events.filter(
    ({ type, itemId }) => eventTypes.weight(type) > 0 && items.has(itemId),
  );
  const choices = drawChoices(items, positive, maxChoices, negatives, random);
  if (choices.length === 0) return UNTUNED;
  const likeness = createItemLikeness(items.values());

  let best = UNTUNED;
  let bestNdcg = -1;
  for (const decay of DECAYS) {
    const features = choices.map(({ candidates, history }) =>
      featuresOf(likeness, candidates, { items, history, decay, eventTypes }),
    );
    for (const title of TITLE_WEIGHTS) {
      for (const organization of ORGANIZATION_WEIGHTS) {
        const weights = { place: 1, title, organization };
        const ndcg = meanNdcg(features, weights);
        if (ndcg > bestNdcg) {
          bestNdcg = ndcg;
          best = { weights, decay };
        }
      }
    }
  }
  return best;
}

type Features = Record<LikenessKind, Float64Array>;

function featuresOf(likeness: ItemLikeness, candidates: readonly Item[], past: Past): Features {
  const entries = LIKENESS_KINDS.map((kind) => [
    kind,
    likenessToHistory(likeness, kind, candidates, past),
  ]);
  return Object.fromEntries(entries) as Features;
}

function meanNdcg(features: readonly Features[], weights: Record<LikenessKind, number>): number {
  let sum = 0;
  for (const { place, title, organization } of features) {
    const scores = place.map(
      (value, i) =>
        value * weights.place +
        (title[i] as number) * weights.title +
        (organization[i] as number) * weights.organization,
    );
    const gains = new Float64Array(scores.length);
    gains[0] = 1;
    sum += ndcgAtK(scores, gains, 10);
  }
  return sum / features.length;
}

function drawChoices(
  items: ReadonlyMap<string, Item>,
  positive: readonly LogEvent[],
  maxChoices: number,
  negatives: number,
  random: Random,
): Choice[] {
  const byProfile = new Map<string, LogEvent[]>();
  const byRegion = new Map<string, string[]>();
  for (const event of positive) {
    append(byProfile, event.profileId, event);
    append(byRegion, regionOf(items.get(event.itemId) as Item), event.itemId);
  }
  const steps: [LogEvent[], number][] = [];
  for (const history of byProfile.values()) {
    history.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    for (let i = 1; i < history.length; i++) steps.push([history, i]);
  }
  random.shuffle(steps);

  const choices: Choice[] = [];
  for (const [own, at] of steps) {
    if (choices.length >= maxChoices) break;
    const { itemId } = own[at] as LogEvent;
    const history = own.slice(0, at);
    if (history.some((event) => event.itemId === itemId)) continue;
    const chosen = items.get(itemId) as Item;
    const seen = new Set(history.map((event) => event.itemId)).add(itemId);
    const pool = byRegion.get(regionOf(chosen)) ?? [];
    const others = new Set<string>();
    for (let tries = 0; tries < 3 * negatives && others.size < negatives; tries++) {
      const other = random.pick(pool);
      if (!seen.has(other)) others.add(other);
    }
    if (others.size < 10) continue;
    const candidates = [chosen, ...Array.from(others, (id) => items.get(id) as Item)];
    choices.push({ candidates, history });
  }
  return choices;
}
