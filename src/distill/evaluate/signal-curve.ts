import type { Item, Profile, Slate } from '../../core/types.ts';
import { createBootstrap, type Interval } from './bootstrap.ts';
import { evaluateSlates, type EvaluateSlatesOptions } from './evaluate-slates.ts';
import { ndcgAtK } from './metrics/ndcg-at-k.ts';
import { poorMatchAtK } from './metrics/poor-match-at-k.ts';
import type { Scorer } from './scorer.ts';
import { isSignal, latestSignals, type HistoryOf } from './slate-histories.ts';

/** How well a model ranks once it has seen some signals, beside the same slates without them. */
export interface SignalPoint {
  /** How many of the latest signals the model may see. */
  signals: number;
  /** Slates whose history has at least that many. */
  slates: number;
  base: Interval;
  personalized: Interval;
  /** personalized − base, paired by slate. */
  difference: Interval;
  /** Share of slates that signals made worse by more than {@link HARM}. */
  harm: Interval;
  /** The same among items that are no poor matches, and the share of poor matches; only where somebody judges. */
  judged?: { difference: Interval; poorBase: Interval; poor: Interval };
}

/** The numbers of signals that reports show. */
export const SIGNAL_COUNTS = [0, 1, 3, 5, 10] as const;
/** A loss of nDCG that a person would notice. */
export const HARM = 0.05;

/** Options of {@link signalCurve}. */
export interface SignalCurveOptions extends EvaluateSlatesOptions {
  /** Judges every candidate of every n-th slate. Default 1. */
  judgeEvery?: number;
  /** What the model sees of a slate's history; default: its latest signals. */
  historyOf?: HistoryOf;
}

/**
 * nDCG@k after the latest 0, 1, 3, 5 and 10 signals, how many slates they harm, and what they do to items that are no
 * poor matches. Slates with shorter histories are left out of a point, so each point has its own slates and its own
 * base.
 *
 * @throws as {@link evaluateSlates}
 */
export async function signalCurve(
  slates: readonly Slate[],
  full: Scorer,
  base: Scorer,
  options: SignalCurveOptions,
): Promise<SignalPoint[]> {
  const { tables, poorMatch, judgeEvery = 1, k = 10, gainForm, bootstrap, signal } = options;
  const { historyOf = ({ history }, count) => latestSignals(history, count) } = options;
  const judge = poorMatch && createJudge(poorMatch);
  const judged = new Set(slates.filter((_, s) => s % judgeEvery === 0));
  const points: SignalPoint[] = [];
  for (const signals of SIGNAL_COUNTS) {
    const enough = slates.filter(({ history }) => history.filter(isSignal).length >= signals);
    if (enough.length === 0) continue;
    const asked = enough.map((slate): Slate => {
      const at = slate.at ?? slate.history.at(-1)?.at;
      return { ...slate, ...(at !== undefined && { at }), history: [...historyOf(slate, signals)] };
    });
    const told: Scorer = {
      score: (profile, candidates, history, at) =>
        (history.length === 0 ? base : full).score(profile, candidates, history, at),
    };
    const scorers = [base, told].map((scorer, i) => ({ name: String(i), scorer }));
    const good = scorers.map(() => new Float64Array(enough.length).fill(Number.NaN));
    const poor = scorers.map(() => new Float64Array(enough.length).fill(Number.NaN));
    const evaluation = await evaluateSlates(asked, scorers, {
      tables,
      k,
      ...(gainForm && { gainForm }),
      ...(signal && { signal }),
      ...(judge && {
        onScores(s: number, i: number, scores, gains, profile, items) {
          const slate = enough[s]!;
          if (!judged.has(slate)) return;
          const isGood = judge(slate, profile, items).map((value) => !value);
          poor[i]![s] = poorMatchAtK(scores, (item) => !isGood[item], k);
          const pick = (values: ArrayLike<number>): number[] =>
            Array.from(values).filter((_, item) => isGood[item]);
          if (pick(gains).some((gain) => gain > 0)) {
            good[i]![s] = ndcgAtK(pick(scores), pick(gains), k, gainForm);
          }
        },
      }),
    });
    const [without, having] = scorers.map(({ name }) => evaluation.values[name]![`nDCG@${k}`]!);
    const clusters = createBootstrap(
      enough.map(({ profileId }) => profileId),
      bootstrap,
    );
    points.push({
      signals,
      slates: enough.length,
      base: clusters.mean(without!),
      personalized: clusters.mean(having!),
      difference: clusters.difference(having!, without!),
      harm: clusters.mean(having!.map((value, s) => Number(value < without![s]! - HARM))),
      ...(judge && {
        judged: {
          difference: clusters.difference(good[1]!, good[0]!),
          poorBase: clusters.mean(poor[0]!),
          poor: clusters.mean(poor[1]!),
        },
      }),
    });
  }
  return points;
}

/** Judges each candidate of a slate once. */
function createJudge(
  poorMatch: NonNullable<EvaluateSlatesOptions['poorMatch']>,
): (slate: Slate, profile: Profile, items: readonly Item[]) => readonly boolean[] {
  const known = new Map<Slate, boolean[]>();
  return (slate, profile, items) => {
    const found = known.get(slate) ?? items.map((item) => poorMatch(profile, item, slate.at));
    known.set(slate, found);
    return found;
  };
}
