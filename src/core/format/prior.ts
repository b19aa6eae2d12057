import { PocketRankError } from '../errors.ts';
import type { EventType } from '../types.ts';
import { AGGREGATES, type Aggregate } from './model-file.ts';

/** A weight for each aggregate. `rare` is 0 where it is left out, `away` is as `mean`. */
export type AffinityWeights = Readonly<
  Record<Exclude<Aggregate, 'rare' | 'away'>, number> & { rare?: number; away?: number }
>;

/** The weights of each affinity, by name. */
export type WeightsByAffinity = Readonly<Record<string, AffinityWeights>>;

/**
 * The global layer of personalization, learned across users by the build step and shipped in the model
 * file: a conditional logit over affinities of (candidate, signals).
 */
export interface PersonalizationPrior {
  /** What a signal of each type of the schema counts; negative ones push away. */
  signalWeights: Readonly<Record<EventType, number>>;
  /**
   * Weight of each affinity and aggregate, in logits of the score: `content` (similarity of item codes) and
   * one a cross, by name.
   */
  affinityWeights: WeightsByAffinity;
  /**
   * The same for items whose codes say who chooses them, where the build step learned any: `together` (how much the
   * same people choose both) beside the others.
   */
  togetherWeights?: WeightsByAffinity;
  /** Each later signal multiplies the weight of the earlier ones by this, 0 … 1. */
  decayPerSignal: number;
  /** Time halves a signal's weight in this many days. */
  halfLifeDays: number;
  /** Pseudo-weight of "no preference" in the mean: one click does not count as certainty. */
  shrinkage: number;
  /**
   * Whether signals that agree add up: their sum is then divided by the square root of what the mean divides by, so that
   * more of them count for more. False where left out.
   */
  accrues?: boolean;
  /**
   * The same pseudo-weight for what single signals say (`max`, `last`, `rare`): with positive signals of weight w it counts
   * w / (w + caution). 0 where left out: a first signal counts in full.
   */
  caution?: number;
  /**
   * What becomes of the dense vectors of signals before items are compared with them: width × width, row by row, 64 is 1.
   * Kept as a tensor of the model file. Left out: they stay as they are.
   */
  map?: Int8Array;
  /** Where the policy floor lies; what is left out is as SPEC.md states it. */
  floor?: FloorSettings;
  /** What a host's own order or numbers are worth; 0 where left out. */
  given?: GivenWeights;
}

/** Weights of what a host knows of items, in logits: of −log2 of the position, and of standard deviations. */
export interface GivenWeights {
  order?: number;
  values?: number;
}

/** The policy floor as a model file states it, see `PolicyFloor`. */
export interface FloorSettings {
  poorGrade?: number;
  depth?: number;
  slack?: number;
}

/** A mild prior for models whose data held no histories to learn one from. */
export const DEFAULT_PRIOR: PersonalizationPrior = {
  signalWeights: { impression: 0, view: 0.5, click: 1, save: 2, apply: 3, dismiss: -2 },
  affinityWeights: { content: { mean: 2, max: 0.5, last: 0.5 } },
  decayPerSignal: 0.9,
  halfLifeDays: 30,
  shrinkage: 1,
};

const OPTIONAL: ReadonlySet<Aggregate> = new Set(['rare', 'away']);

/** Reads a prior from JSON text. @throws INVALID_MODEL */
export function parsePrior(text: string): PersonalizationPrior {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PocketRankError('INVALID_MODEL', 'Model file: its personalization is not JSON.', {
      cause,
    });
  }
  const prior = value as PersonalizationPrior;
  const number = (n: unknown, low: number, high: number): boolean =>
    typeof n === 'number' && n >= low && n <= high;
  const areWeights = (found: unknown): boolean =>
    found !== null &&
    typeof found === 'object' &&
    Object.values(found).every(
      (weights: AffinityWeights | null) =>
        weights !== null &&
        typeof weights === 'object' &&
        AGGREGATES.every((aggregate) =>
          number(weights[aggregate] ?? (OPTIONAL.has(aggregate) ? 0 : undefined), -1000, 1000),
        ),
    );
  const valid =
    prior !== null &&
    typeof prior === 'object' &&
    prior.signalWeights !== null &&
    typeof prior.signalWeights === 'object' &&
    Object.values(prior.signalWeights).every((weight) => number(weight, -1000, 1000)) &&
    areWeights(prior.affinityWeights) &&
    (prior.togetherWeights === undefined || areWeights(prior.togetherWeights)) &&
    number(prior.decayPerSignal, 0, 1) &&
    number(prior.halfLifeDays, 1e-3, 1e6) &&
    number(prior.shrinkage, 0, 1e6) &&
    number(prior.caution ?? 0, 0, 1e6) &&
    typeof (prior.accrues ?? false) === 'boolean' &&
    isFloor(prior.floor) &&
    isGiven(prior.given);
  if (!valid) {
    throw new PocketRankError(
      'INVALID_MODEL',
      'Model file: its personalization prior is malformed.',
      {
        hint: 'SPEC.md states its form.',
      },
    );
  }
  return prior;
}

function isGiven(given: unknown): boolean {
  if (given === undefined) return true;
  if (typeof given !== 'object' || given === null) return false;
  const { order = 0, values = 0 } = given as Record<string, unknown>;
  return [order, values].every((weight) => typeof weight === 'number' && Math.abs(weight) <= 1000);
}

function isFloor(floor: unknown): boolean {
  if (floor === undefined) return true;
  if (typeof floor !== 'object' || floor === null) return false;
  const { poorGrade = 0, depth = 1, slack = 0 } = floor as Record<string, unknown>;
  const within = (n: unknown, low: number, high: number): boolean =>
    typeof n === 'number' && n >= low && n <= high;
  return (
    within(poorGrade, 0, 4) &&
    within(depth, 1, 1000) &&
    Number.isInteger(depth) &&
    within(slack, 0, 1)
  );
}
