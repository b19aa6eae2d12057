import { PocketRankError } from '../../core/errors.ts';
import type { Item, Profile, Slate } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';
import { createBootstrap, type BootstrapOptions, type Interval } from './bootstrap.ts';
import { auroc } from './metrics/auroc.ts';
import { averagePrecision } from './metrics/average-precision.ts';
import { hitAtK } from './metrics/hit-at-k.ts';
import { reciprocalRank } from './metrics/mrr.ts';
import { ndcgAtK } from './metrics/ndcg-at-k.ts';
import { poorMatchAtK } from './metrics/poor-match-at-k.ts';
import { POOR_CAP } from '../../core/limits/stand-behind.ts';
import type { CapsOf } from './behind.ts';
import { forbiddenAtK } from './metrics/forbidden-at-k.ts';
import type { AnyScorer } from './scorer.ts';

/** A scorer under the name that the report gives it. */
export interface NamedScorer {
  name: string;
  scorer: AnyScorer;
}

/** The measures of one scorer, by name (`nDCG@10`, `MRR`, …); `MAP` where slates have several relevant items. */
export interface EvaluationRow {
  name: string;
  metrics: Record<string, Interval>;
}

/** What `evaluateSlates` returns. */
export interface Evaluation {
  k: number;
  slates: number;
  profiles: number;
  /** Slates in which no candidate has a gain: they count for poor matches alone. */
  slatesWithoutGain: number;
  rows: EvaluationRow[];
  /**
   * For each scorer the value of each metric on each slate, in slate order (NaN where it has none): for
   * paired differences.
   */
  values: Record<string, Record<string, Float64Array>>;
}

/** Options of {@link evaluateSlates}. */
export interface EvaluateSlatesOptions {
  tables: Pick<Tables, 'items' | 'profiles'>;
  /** The rank at which nDCG, Hit and poor matches are cut. Default 10. */
  k?: number;
  /** Take gains as they are (default) or as 2^gain − 1. */
  gainForm?: 'linear' | 'exponential';
  /** Intervals: replicates, confidence and seed. Clusters are the profiles. */
  bootstrap?: BootstrapOptions;
  /**
   * Whether the policy grades an item a poor match for a profile, at the slate's time; adds the metric
   * `poor-match@k`. Asked only of items that a scorer places in its first k.
   */
  poorMatch?: (profile: Profile, item: Item, at?: number) => boolean;
  /**
   * What hard limits leave of each candidate's grade; adds the metrics `forbidden@k`, and `nDCG@k, allowed`: of the
   * candidates that no limit forbids.
   */
  caps?: CapsOf;
  /** Judge poor matches on every n-th slate alone, where judging is slow. Default 1. */
  poorMatchEvery?: number;
  /** Called with the scores of each slate by each scorer, both by index; all by candidate. */
  onScores?: (
    slate: number,
    scorer: number,
    scores: ArrayLike<number>,
    gains: ArrayLike<number>,
    profile: Profile,
    items: readonly Item[],
  ) => void;
  /** Called after each slate with the number that are done. */
  onProgress?: (slatesDone: number) => void;
  /** Aborting it makes the evaluation end with `INTERRUPTED`. */
  signal?: AbortSignal;
}

/** How long to compute before letting timers, signals and the display have their turn. */
const TURN_MS = 50;

/**
 * Ranks every slate with every scorer, always over the full list of candidates, and reports means over
 * slates with bootstrap intervals over profiles. Slate by slate: memory does not grow with slates ×
 * candidates. Ties count with the average over all their orders.
 *
 * @throws PocketRankError `MISSING_TABLE` without slates, `INVALID_ARGUMENT` for two scorers of one name or
 * a scorer that returns a wrong number of scores or NaN, `INTERRUPTED`.
 */
export async function evaluateSlates(
  slates: readonly Slate[],
  scorers: readonly NamedScorer[],
  options: EvaluateSlatesOptions,
): Promise<Evaluation> {
  const {
    tables,
    k = 10,
    gainForm = 'linear',
    poorMatch,
    caps: capsOf,
    poorMatchEvery = 1,
    onProgress,
    onScores,
    signal,
  } = options;
  if (slates.length === 0) {
    throw new PocketRankError('MISSING_TABLE', 'There are no slates to evaluate.', {
      hint: 'Add a slates table, or name one.',
    });
  }
  const withMap = slates.some(hasSeveralRelevant);
  const metrics = [`nDCG@${k}`, 'MRR', ...(withMap ? ['MAP'] : []), `Hit@${k}`, 'AUROC'];
  if (poorMatch !== undefined) metrics.push(`poor-match@${k}`);
  if (capsOf !== undefined) metrics.push(`forbidden@${k}`, `nDCG@${k}, allowed`);
  const values = createValues(scorers, metrics, slates.length);
  const allItems = [...tables.items.values()];
  const allIds = [...tables.items.keys()];
  const allPlaces = new Map(allIds.map((id, i) => [id, i]));
  let slatesWithoutGain = 0;
  let turnEndMs = performance.now() + TURN_MS;

  for (const [s, slate] of slates.entries()) {
    if (performance.now() > turnEndMs) {
      await new Promise((resolve) => setImmediate(resolve));
      turnEndMs = performance.now() + TURN_MS;
      if (signal?.aborted) throw interrupted(s, slates.length);
    }
    const profile = tables.profiles.get(slate.profileId) ?? { id: slate.profileId };
    const ids = slate.candidates === '*' ? allIds : slate.candidates;
    const items = slate.candidates === '*' ? allItems : ids.map((id) => itemOf(tables.items, id));
    const gains = gainsOf(slate, ids, allPlaces);
    const isPoor =
      poorMatch && s % poorMatchEvery === 0
        ? rememberByIndex((i) => poorMatch(profile, items[i] as Item, slate.at))
        : undefined;
    if (!gains.some((gain) => gain > 0)) slatesWithoutGain++;
    const caps = capsOf?.(profile, items, slate.history, slate.at);

    for (const [i, { name, scorer }] of scorers.entries()) {
      const scores = await scorer.score(profile, items, slate.history, slate.at);
      checkScores(scores, items.length, name, slate.id);
      onScores?.(s, i, scores, gains, profile, items);
      const measured = [
        ndcgAtK(scores, gains, k, gainForm),
        reciprocalRank(scores, gains),
        ...(withMap ? [averagePrecision(scores, gains)] : []),
        hitAtK(scores, gains, k),
        auroc(scores, gains),
      ];
      if (poorMatch !== undefined) {
        measured.push(isPoor === undefined ? Number.NaN : poorMatchAtK(scores, isPoor, k));
      }
      if (caps !== undefined) {
        const isAllowed = (_: number, at: number): boolean => caps[at]! > POOR_CAP;
        measured.push(
          forbiddenAtK(scores, caps, k),
          ndcgAtK(scores.filter(isAllowed), gains.filter(isAllowed), k, gainForm),
        );
      }
      const columns = values[name] as Record<string, Float64Array>;
      for (const [m, metric] of metrics.entries()) {
        (columns[metric] as Float64Array)[s] = measured[m] as number;
      }
    }
    onProgress?.(s + 1);
  }

  const clusters = slates.map(({ profileId }) => profileId);
  const bootstrap = createBootstrap(clusters, options.bootstrap);
  const rows = scorers.map(({ name }) => ({
    name,
    metrics: Object.fromEntries(
      metrics.map((metric) => [metric, bootstrap.mean(values[name]?.[metric] as Float64Array)]),
    ),
  }));
  const profiles = new Set(clusters).size;
  return { k, slates: slates.length, profiles, slatesWithoutGain, rows, values };
}

function hasSeveralRelevant({ gains }: Slate): boolean {
  return Object.values(gains).filter((gain) => gain > 0).length > 1;
}

function createValues(
  scorers: readonly NamedScorer[],
  metrics: readonly string[],
  length: number,
): Evaluation['values'] {
  const values: Evaluation['values'] = {};
  for (const { name } of scorers) {
    if (Object.hasOwn(values, name)) {
      throw new PocketRankError('INVALID_ARGUMENT', `Two scorers have the name "${name}".`);
    }
    values[name] = Object.fromEntries(metrics.map((metric) => [metric, new Float64Array(length)]));
  }
  return values;
}

function itemOf(items: ReadonlyMap<string, Item>, id: string): Item {
  const item = items.get(id);
  if (item !== undefined) return item;
  throw new PocketRankError(
    'INVALID_ARGUMENT',
    `A slate has the candidate "${id}", no known item.`,
    {
      hint: 'Open items and slates together, so that they are checked.',
    },
  );
}

function gainsOf(
  slate: Slate,
  ids: readonly string[],
  allPlaces: ReadonlyMap<string, number>,
): Float64Array {
  const gains = new Float64Array(ids.length);
  for (const [id, gain] of Object.entries(slate.gains)) {
    const place = slate.candidates === '*' ? allPlaces.get(id) : ids.indexOf(id);
    if (place !== undefined && place >= 0) gains[place] = gain;
  }
  return gains;
}

function rememberByIndex(compute: (i: number) => boolean): (i: number) => boolean {
  const known = new Map<number, boolean>();
  return (i) => {
    let value = known.get(i);
    if (value === undefined) known.set(i, (value = compute(i)));
    return value;
  };
}

function checkScores(scores: Float64Array, expected: number, name: string, slateId: string): void {
  const nan = scores.length === expected ? scores.findIndex(Number.isNaN) : -1;
  if (scores.length === expected && nan === -1) return;
  const what =
    nan === -1
      ? `${scores.length} scores for ${expected} candidates`
      : `NaN as the score of candidate ${nan}`;
  throw new PocketRankError('INVALID_ARGUMENT', `"${name}" gave ${what} of slate "${slateId}".`);
}

function interrupted(done: number, total: number): PocketRankError {
  return new PocketRankError('INTERRUPTED', `Stopped after ${done} of ${total} slates.`);
}
