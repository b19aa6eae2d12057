import type { Engine } from '../../core/engine.ts';
import type { Student } from '../../core/student/student.ts';
import type { KnownItems } from '../ranking/known-items.ts';
import {
  messageOf,
  selectEngine,
  type Rejection,
  type RunningEngine,
} from '../engines/select-engine.ts';

/** The engine that runs at the moment, until it fails. */
export interface CurrentEngine {
  get(): RunningEngine;
  /**
   * Takes the next engine after a failure; rankings that failed together share one change.
   *
   * @throws NO_ENGINE where there is no other
   */
  replace(failed: RunningEngine, error: unknown): Promise<void>;
}

/** @param rejected receives the engines that failed, and why */
export function createCurrentEngine(
  running: RunningEngine,
  engines: readonly Engine[],
  student: Student,
  known: KnownItems,
  rejected: Rejection[],
): CurrentEngine {
  let current = running;
  let switching: Promise<void> | undefined;

  async function change(failed: RunningEngine, error: unknown): Promise<void> {
    rejected.push({ name: failed.name, reason: messageOf(error) });
    const next = await selectEngine(engines, student, rejected);
    known.attach(next.session);
    current = { ...next, reason: `${failed.name} failed.` };
    failed.session.close();
  }

  return {
    get: () => current,
    async replace(failed, error) {
      if (current !== failed) return;
      switching ??= change(failed, error).finally(() => (switching = undefined));
      await switching;
    },
  };
}
