import type { HistoryEvent, JobPosting } from '../../../core/types.ts';
import type { Baseline } from '../scorer.ts';
import { EVENT_WEIGHT } from './event-weight.ts';
import { createJobLikeness, type JobLikeness, type LikenessKind } from './job-likeness.ts';

/** How likeness to past jobs adds up to a score. */
export interface HistoryWeights {
  /** What a kind of likeness counts; kinds left out count nothing. */
  weights: Partial<Record<LikenessKind, number>>;
  /** What each event further back counts against the one after it, 0 … 1. */
  decay: number;
}

/**
 * How alike candidates are to what the profile did before: the mean likeness to the jobs of its history,
 * the latest first, each further one counting `decay` of the one after it, by the strength of the event (a
 * dismissal counts against). Without history all jobs tie.
 */
export function createHistoryBaseline(name: string, { weights, decay }: HistoryWeights): Baseline {
  return {
    name,
    fit({ jobs }) {
      const likeness = createJobLikeness(jobs.values());
      return {
        score(_profile, candidates, history) {
          const total = new Float64Array(candidates.length);
          for (const [kind, weight] of Object.entries(weights) as [LikenessKind, number][]) {
            if (weight === 0) continue;
            const scores = likenessToHistory(likeness, kind, jobs, candidates, history, decay);
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

/** Baseline: jobs in the place of past ones. */
export function createSamePlaceBaseline(decay = 0.9): Baseline {
  return createHistoryBaseline('same place', { weights: { place: 1 }, decay });
}

/** Baseline: jobs with the title words of past ones. */
export function createSameTitleBaseline(decay = 0.7): Baseline {
  return createHistoryBaseline('same title', { weights: { title: 1 }, decay });
}

/** Baseline: jobs of the employers of past ones. */
export function createSameOrganizationBaseline(decay = 0.9): Baseline {
  return createHistoryBaseline('same organization', { weights: { organization: 1 }, decay });
}

/** The likeness of each candidate to the jobs of a history, in one way: −1 … 1. */
export function likenessToHistory(
  likeness: JobLikeness,
  kind: LikenessKind,
  jobs: ReadonlyMap<string, JobPosting>,
  candidates: readonly JobPosting[],
  history: readonly Pick<HistoryEvent, 'jobId' | 'type'>[],
  decay: number,
): Float64Array {
  const scores = new Float64Array(candidates.length);
  let norm = 0;
  let recency = 1;
  for (let h = history.length - 1; h >= 0; h--) {
    const { jobId, type } = history[h] as HistoryEvent;
    const past = jobs.get(jobId);
    const strength = EVENT_WEIGHT[type];
    if (past === undefined || strength === 0) continue;
    const weight = recency * strength;
    recency *= decay;
    norm += Math.abs(weight);
    for (let i = 0; i < candidates.length; i++) {
      scores[i] =
        (scores[i] as number) + weight * likeness[kind](past, candidates[i] as JobPosting);
    }
  }
  if (norm > 0) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / norm;
  return scores;
}
