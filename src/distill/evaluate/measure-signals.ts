import type { PersonalizationPrior } from '../../core/format/prior.ts';
import type { Slate } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';
import { createBootstrap, type Interval } from './bootstrap.ts';
import { evaluateSlates, type EvaluateSlatesOptions } from './evaluate-slates.ts';
import type { ModelScorers } from './model-scorer.ts';
import { priorParts } from './prior-parts.ts';
import { signalCurve, type SignalCurveOptions, type SignalPoint } from './signal-curve.ts';
import { isSignal, noisyHistory, switchedHistory, type HistoryOf } from './slate-histories.ts';

/** What one part of the personal layer is worth, on the slates with signals, by each one's whole history. */
export interface PartWorth {
  without: string;
  /** nDCG@k of all of it less that without the part, paired by slate. */
  difference: Interval;
  /** Share of poor matches among the first k with all of it, less that without the part; only where somebody judges. */
  poor?: Interval;
}

/** What signals do to a model's ranking. */
export interface SignalsReport {
  /** By how many of the latest signals the model knows. */
  curve: SignalPoint[];
  /** The same where each of them is replaced by a random item's with a chance of {@link NOISE}. */
  noisy: SignalPoint[];
  /** The same after {@link FOREIGN} signals of somebody else: interests that have changed. */
  switched: SignalPoint[];
  parts: PartWorth[];
}

/** Chance of a random click. */
export const NOISE = 0.2;
/** Signals of the interest that somebody has no more. */
export const FOREIGN = 10;

/** Slates that all but the first curve is measured on, at most: each costs as much again. */
const MAX_SLATES = 240;

/** Options of {@link measureSignals}. */
export interface MeasureSignalsOptions extends EvaluateSlatesOptions {
  tables: Pick<Tables, 'items' | 'profiles' | 'eventTypes'>;
  prior: PersonalizationPrior;
  /** Judges every candidate of every n-th slate. Default 1. */
  judgeEvery?: number;
  /** Of what is drawn at random. Default 1. */
  seed?: number;
  /** Measures the first curve alone. */
  curveAlone?: boolean;
}

/**
 * Measures what signals do: by their number, with random ones among them, after a change of interests, and without each
 * part of the personal layer. Nothing where no slate has a history.
 *
 * @throws as {@link evaluateSlates}
 */
export async function measureSignals(
  slates: readonly Slate[],
  model: ModelScorers,
  options: MeasureSignalsOptions,
): Promise<SignalsReport> {
  const { tables, prior, seed = 1, curveAlone, ...others } = options;
  const told = slates.filter(({ history }) => history.some(isSignal));
  if (told.length === 0) return { curve: [], noisy: [], switched: [], parts: [] };
  const common = { ...others, tables };
  const few = told.filter((_, i) => i % Math.ceil(told.length / MAX_SLATES) === 0);
  // Poor matches are not judged again: over a whole market that costs more than all the ranking.
  const unjudged: SignalCurveOptions = { ...common };
  delete unjudged.poorMatch;
  const curve = (historyOf: HistoryOf) =>
    signalCurve(few, model.full, model.base, { ...unjudged, historyOf });
  const pushesAway = (type: string): boolean => tables.eventTypes.weight(type) < 0;
  const measured = await signalCurve(slates, model.full, model.base, common);
  if (curveAlone) return { curve: measured, noisy: [], switched: [], parts: [] };
  return {
    curve: measured,
    noisy: await curve(noisyHistory([...tables.items.keys()], NOISE, seed)),
    switched: await curve(switchedHistory(told, FOREIGN, pushesAway, seed)),
    parts: await measureParts(few, model, prior, common),
  };
}

async function measureParts(
  slates: readonly Slate[],
  model: ModelScorers,
  prior: PersonalizationPrior,
  { judgeEvery = 1, ...options }: Omit<MeasureSignalsOptions, 'prior'>,
): Promise<PartWorth[]> {
  const parts = [
    ...priorParts(prior).map(({ without, prior: rest }) => ({
      name: without,
      scorer: model.withPrior(rest),
    })),
    { name: 'the policy floor', scorer: model.underFloor(false) },
  ];
  const { values, k } = await evaluateSlates(
    slates,
    [{ name: 'all', scorer: model.full }, ...parts],
    { ...options, poorMatchEvery: judgeEvery },
  );
  const bootstrap = createBootstrap(
    slates.map(({ profileId }) => profileId),
    options.bootstrap,
  );
  const compare = (name: string, metric: string): Interval =>
    bootstrap.difference(values.all![metric]!, values[name]![metric]!);
  return parts.map(({ name }) => ({
    without: name,
    difference: compare(name, `nDCG@${k}`),
    ...(options.poorMatch && { poor: compare(name, `poor-match@${k}`) }),
  }));
}
