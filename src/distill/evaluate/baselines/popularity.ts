import { findJobKey } from '../../../core/features/job-key.ts';
import type { Baseline } from '../scorer.ts';
import { EVENT_WEIGHT } from './event-weight.ts';

/** The same order for everyone: how many positive events a job has in training. */
export function createPopularityBaseline(): Baseline {
  return {
    name: 'popularity',
    fit(_tables, events) {
      const counts = new Map<string, number>();
      for (const { jobId, type } of events) {
        if (EVENT_WEIGHT[type] > 0) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
      }
      return {
        score: (_profile, candidates) =>
          Float64Array.from(candidates, (job) => counts.get(findJobKey(job) ?? '') ?? 0),
      };
    },
  };
}
