import { addSignal, type Signals } from '../../core/personalization/signals.ts';
import type { HistoryEvent, JobPosting } from '../../core/types.ts';
import type { JobCodes } from './job-codes.ts';

/**
 * The signals that a device would hold after a slate's history, under the same caps. Events of jobs that the
 * table lacks are left out; events without a time count as of `now`, in their order.
 */
export function historySignals(
  history: readonly HistoryEvent[],
  jobs: ReadonlyMap<string, JobPosting>,
  codes: JobCodes,
  now: number,
): Signals {
  let signals: Signals = [];
  for (const { jobId, type, at = now, dwellMs } of history) {
    const job = jobs.get(jobId);
    if (job === undefined) continue;
    const code = codes.code(codes.slots([job])[0]!);
    signals = addSignal(signals, {
      jobId,
      type,
      at,
      code,
      ...(dwellMs === undefined ? {} : { dwellMs }),
    });
  }
  return signals;
}
