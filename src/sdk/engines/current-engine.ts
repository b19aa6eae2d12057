import type { Engine, EngineSession } from '../../core/engine.ts';
import { isPocketRankError } from '../../core/errors.ts';
import type { Student } from '../../core/student/student.ts';
import { messageOf, selectEngine, type Rejection, type RunningEngine } from './select-engine.ts';

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

export interface CurrentEngineOptions {
  running: RunningEngine;
  /** The engines that may follow, best first. */
  engines: readonly Engine[];
  student: Student;
  /** Receives the engines that failed, and why. */
  rejected: Rejection[];
  /**
   * Hands what the failed session holds to the next, unless it may be wrong: an engine that says by itself that it
   * cannot go on (a GPU that was lost) has made no mistake.
   */
  onChange: (session: EngineSession, isWrong: boolean) => void;
}

export function createCurrentEngine(options: CurrentEngineOptions): CurrentEngine {
  const { engines, student, rejected, onChange } = options;
  let current = options.running;
  let switching: Promise<void> | undefined;

  async function change(failed: RunningEngine, error: unknown): Promise<void> {
    rejected.push({ name: failed.name, reason: messageOf(error) });
    const next = await selectEngine(engines, student, rejected);
    const saysSo = isPocketRankError(error, 'ENGINE_FAILED') && error.cause === undefined;
    onChange(next.session, !saysSo);
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
