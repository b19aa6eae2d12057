import { PocketRankError } from '../../core/errors.ts';
import { limitsOf } from '../../core/limits/limits-of.ts';
import type { Student } from '../../core/student/student.ts';
import type { LogEvent, Slate } from '../../core/types.ts';
import type { Progress } from '../console/progress.ts';
import type { Policy } from '../policy/policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { Tables } from '../tables/types.ts';
import { standardBaselines } from './baselines/standard.ts';
import type { Interval } from './bootstrap.ts';
import { checkModelFits } from './check-model-fits.ts';
import { pooledAuroc, shownItems } from './click-quality.ts';
import { evaluateSlates, type Evaluation, type NamedScorer } from './evaluate-slates.ts';
import { createModelScorers, type ModelScorers } from './model-scorer.ts';
import { evaluateOffPolicy, type OffPolicyReport } from './off-policy/evaluate-off-policy.ts';
import { namedWeights } from './named-weights.ts';
import { evaluatePairs, type PairsReport } from './evaluate-pairs.ts';
import { choosePoorMatchJudge } from './poor-match-judge.ts';
import { measureSignals, type SignalsReport } from './measure-signals.ts';
import { trainingEvents } from './training-events.ts';

/** How a model ranks one table of slates, beside baselines. */
export interface SlatesReport {
  /** The table's name. */
  name: string;
  evaluation: Evaluation;
  /** What signals do; empty where no slate has a history. */
  signals: SignalsReport;
  /** Who judged poor matches, and the share of sampled pairs that the rubric can grade. */
  poorMatch: { by: string; gradedShare: number | undefined };
}

/** What {@link evaluateModel} measures. */
export interface ModelEvaluation {
  /** What each output was worth in the score. */
  weights: Readonly<Record<string, number>>;
  slates: SlatesReport[];
  pairs: PairsReport[];
  /** The click head on what was shown and not clicked; undefined where the log has no such rows held out. */
  clicks: { auroc: Interval; shown: number; clicked: number } | undefined;
  /**
   * What the log says of the model by its propensities; undefined where it has none. On events that the
   * model cannot have learned from where there are slates, else on all: whether it did is not known.
   */
  offPolicy: OffPolicyReport | undefined;
}

/** Options of {@link evaluateModel}. */
export interface EvaluateModelOptions {
  /** What each output is worth in the score, in sum 1; default: the model's. */
  weights?: readonly number[];
  /** What to add to the codes of items, by key; the model without them is then measured beside. */
  residuals?: ReadonlyMap<string, Int8Array> | undefined;
  /** Its rubric judges poor matches, where it can grade the pairs. */
  policy?: Policy;
  /** Ranks the first slate of each table and every nth after it, for tables that are long. Default 1: all. */
  every?: number;
  /** Seed of the random baseline, of tuning and of the intervals. Default 1. */
  seed?: number;
  progress?: Progress;
  signal?: AbortSignal;
}

/**
 * Measures a model on every table of slates and of pairs with the code that ships to devices, beside the baselines that
 * apply: those that learn from events only where there are training events, those of histories only where
 * there are histories. Full candidate lists.
 *
 * @throws MISSING_TABLE without slates, pairs and propensities; MODEL_MISMATCH where the model's schema finds nothing in the tables;
 * INTERRUPTED
 */
export async function evaluateModel(
  student: Student,
  tables: Tables,
  options: EvaluateModelOptions = {},
): Promise<ModelEvaluation> {
  const { weights = student.weights, residuals, policy, every = 1, seed = 1 } = options;
  const { progress, signal } = options;
  const named = Object.entries(tables.slates);
  const hasPairs = Object.keys(tables.pairs).length > 0;
  const hasOthers =
    named.length > 0 || tables.events.some(({ propensity }) => propensity !== undefined);
  if (!hasOthers && !hasPairs) {
    throw new PocketRankError('MISSING_TABLE', 'There are no slates to evaluate on.', {
      hint: 'Add a table slates.jsonl: each row a profile, its candidates and which of them were right. Or pairs.jsonl: which of two items comes first. Or events with propensities.',
    });
  }
  if (hasOthers) checkModelFits(student, tables);
  const { now } = tables;
  const model = createModelScorers(student, { items: tables.items, now, weights, residuals });
  const byContent =
    residuals && createModelScorers(student, { items: tables.items, now, weights }).full;
  const rubric = policy && { grader: createRubricGrader(policy, { now }), source: policy.title };
  const all = named.flatMap(([, slates]) => slates);
  const hasLimits = limitsOf(student).length > 0;
  const reports: SlatesReport[] = [];
  for (const [name, table] of named) {
    const slates = table.filter((_, i) => i % every === 0);
    const hasHistory = slates.some(({ history }) => history.length > 0);
    const judge = choosePoorMatchJudge(slates, tables, model, rubric);
    const common = {
      tables,
      bootstrap: { seed },
      ...(signal === undefined ? {} : { signal }),
    };
    const bar = progress?.bar(`Rank ${name}`, slates.length, 'slates');
    const scorers = [
      ...fitBaselines(tables, trainingEvents(tables.events, table), hasHistory, seed),
      ...variants(model, hasHistory),
      ...(hasLimits ? [{ name: 'model, without hard limits', scorer: model.unlimited }] : []),
      ...(byContent ? [{ name: 'model, by content alone', scorer: byContent }] : []),
    ];
    const evaluation = await evaluateSlates(slates, scorers, {
      ...common,
      poorMatch: judge.isPoor,
      ...(hasLimits ? { caps: model.caps } : {}),
      poorMatchEvery: Math.ceil(slates.length / MAX_JUDGED_SLATES),
      onProgress: () => bar?.advance(),
    });
    bar?.done();
    const signals = await measureSignals(slates, model, {
      ...common,
      prior: student.personalization,
      poorMatch: judge.isPoor,
      judgeEvery: Math.ceil(slates.length / MAX_JUDGED_SLATES),
      seed,
    });
    const poorMatch = { by: judge.by, gradedShare: judge.gradedShare };
    reports.push({ name, evaluation, signals, poorMatch });
  }
  const unseen = unlearned(tables, all);
  const offPolicy = await evaluateOffPolicy(
    all.length > 0 ? unseen : tables.events,
    [{ name: 'model', scorer: model.base }, ...headsAlone(model)],
    tables,
    { seed },
  );
  const pairs = Object.entries(tables.pairs).map(([name, table]) =>
    evaluatePairs(name, table, model.base),
  );
  if (!hasOthers)
    return {
      weights: namedWeights(student, weights),
      slates: [],
      pairs,
      clicks: undefined,
      offPolicy: undefined,
    };
  return {
    weights: namedWeights(student, weights),
    slates: reports,
    pairs,
    clicks: student.outputs.includes('click')
      ? clickQuality(tables, unseen, model, seed)
      : undefined,
    offPolicy,
  };
}

/** A rubric takes its time: poor matches are judged on about this many slates, evenly. */
const MAX_JUDGED_SLATES = 1000;

function variants(model: ModelScorers, hasHistory: boolean): NamedScorer[] {
  const heads = headsAlone(model);
  if (!hasHistory) return [{ name: 'model', scorer: model.full }, ...heads];
  return [
    { name: 'model', scorer: model.full },
    { name: 'model, not personalized', scorer: model.base },
    ...heads,
  ];
}

function headsAlone({ heads }: ModelScorers): NamedScorer[] {
  return Object.entries(heads).map(([name, scorer]) => ({
    name: `model, ${name} head alone`,
    scorer,
  }));
}

const FROM_EVENTS = new Set(['popularity', 'affinity']);
const FROM_HISTORY = new Set(['same organization', 'same title', 'same place', 'tuned history']);

function fitBaselines(
  tables: Tables,
  events: Tables['events'],
  hasHistory: boolean,
  seed: number,
): NamedScorer[] {
  const hasEvents = events.some(({ type }) => tables.eventTypes.weight(type) > 0);
  return standardBaselines(seed)
    .filter(({ name }) => hasEvents || !FROM_EVENTS.has(name))
    .filter(({ name }) => hasHistory || !FROM_HISTORY.has(name))
    .map((baseline) => ({ name: baseline.name, scorer: baseline.fit(tables, events) }));
}

/** The events that no model may have learned from. */
function unlearned(tables: Tables, slates: readonly Slate[]): LogEvent[] {
  const learned = new Set(trainingEvents(tables.events, slates));
  return tables.events.filter((event) => !learned.has(event));
}

/** Shown items of a log, cold: without anybody's history. */
function clickQuality(
  tables: Tables,
  events: readonly LogEvent[],
  model: ModelScorers,
  seed: number,
): ModelEvaluation['clicks'] {
  const shown = shownItems(events, tables.eventTypes);
  const clicked = shown.filter((row) => row.clicked).length;
  if (clicked === 0 || clicked === shown.length) return undefined;
  const scores = shown.map(({ profileId, itemId, at }) =>
    model.clickProbability(tables.profiles.get(profileId)!, tables.items.get(itemId)!, at),
  );
  const auroc = pooledAuroc(
    scores,
    shown.map((row) => (row.clicked ? 1 : 0)),
    shown.map(({ profileId }) => profileId),
    { seed },
  );
  return { auroc, shown: shown.length, clicked };
}
