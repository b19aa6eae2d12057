import type { Student } from '../../core/student/student.ts';
import { checkSession } from '../engines/check-session.ts';
import type { Rejection, RunningEngine } from '../engines/select-engine.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { RECHECK_FAILED } from './recheck-failed.ts';
import { createVerdictStore } from '../storage/verdict-store.ts';

export interface WatchOptions {
  store: KeyValueStore;
  modelHash: string;
  student: Student;
  /** Any text that changes when another verdict may be due. */
  device: string;
  /** Where the canaries' codes may be written: slots from here on are nobody's. */
  spareSlot: () => number;
  running: () => RunningEngine;
  rejected: readonly Rejection[];
  /** Quarantines an engine and takes the next. */
  replace(failed: RunningEngine, error: Error): Promise<void>;
  now: () => number;
}

/**
 * Looks after the running engine, when the page is idle: an engine that failed a recheck on this device less
 * than a week ago is replaced, as is one that fails the model's canaries now. What was found out, and what
 * the engine measured, is remembered for the next page.
 */
export async function watchEngine(options: WatchOptions): Promise<void> {
  const { store, modelHash, student, device, running, rejected, replace, now } = options;
  const verdicts = createVerdictStore(store, { now });
  const verdict = await verdicts.get(modelHash, device);
  const engine = running();
  const earlier = verdict?.rejected.find(
    ({ name, reason }) => name === engine.name && reason.startsWith(RECHECK_FAILED),
  );
  if (earlier) {
    await replace(engine, new Error(earlier.reason));
    return;
  }
  engine.session.learn?.(verdict?.timesMs ?? {});
  try {
    await checkSession(student, engine.session, options.spareSlot());
  } catch (error) {
    await replace(
      engine,
      new Error(`${RECHECK_FAILED}: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
  await verdicts.put(modelHash, device, {
    engine: running().name,
    rejected: rejected.map(({ name, reason }) => ({ name, reason })),
    timesMs: running().session.times?.() ?? {},
    at: now(),
  });
}
