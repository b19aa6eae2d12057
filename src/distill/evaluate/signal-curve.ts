import type { HistoryEvent, Slate } from '../../core/types.ts';
import { createBootstrap, type Interval } from './bootstrap.ts';
import { evaluateSlates, type EvaluateSlatesOptions } from './evaluate-slates.ts';
import type { Scorer } from './scorer.ts';

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
}

/** The numbers of signals that reports show. */
export const SIGNAL_COUNTS = [0, 1, 3, 5, 10] as const;

/**
 * nDCG@k after the latest 0, 1, 3, 5 and 10 signals. Slates with shorter histories are left out of a point,
 * so each point has its own slates and its own base.
 *
 * @throws as {@link evaluateSlates}
 */
export async function signalCurve(
  slates: readonly Slate[],
  full: Scorer,
  base: Scorer,
  options: EvaluateSlatesOptions,
): Promise<SignalPoint[]> {
  const points: SignalPoint[] = [];
  for (const signals of SIGNAL_COUNTS) {
    const enough = slates.filter(({ history }) => countSignals(history) >= signals);
    if (enough.length === 0) continue;
    const latest: Scorer = {
      score: (profile, candidates, history, at) =>
        signals === 0
          ? base.score(profile, candidates, history, at)
          : full.score(profile, candidates, latestSignals(history, signals), at),
    };
    const evaluation = await evaluateSlates(
      enough,
      [
        { name: 'base', scorer: base },
        { name: 'personalized', scorer: latest },
      ],
      options,
    );
    const metric = `nDCG@${evaluation.k}`;
    const [without, having] = ['base', 'personalized'].map(
      (name) => evaluation.values[name]![metric]!,
    );
    const bootstrap = createBootstrap(
      enough.map(({ profileId }) => profileId),
      options.bootstrap,
    );
    points.push({
      signals,
      slates: enough.length,
      base: bootstrap.mean(without!),
      personalized: bootstrap.mean(having!),
      difference: bootstrap.difference(having!, without!),
    });
  }
  return points;
}

/** What a person was merely shown is no signal of theirs. */
function countSignals(history: readonly HistoryEvent[]): number {
  return history.filter(({ type }) => type !== 'impression').length;
}

/** The end of a history that holds `count` signals, with the impressions among them. */
function latestSignals(history: readonly HistoryEvent[], count: number): readonly HistoryEvent[] {
  let left = count;
  let start = history.length;
  while (start > 0 && left > 0) if (history[--start]!.type !== 'impression') left--;
  return history.slice(start);
}
