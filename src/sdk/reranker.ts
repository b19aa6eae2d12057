import type { Item } from '../core/types.ts';
import { observe } from './session/observe.ts';
import { openSession } from './session/open-session.ts';
import { startIdleWork, update } from './session/idle-work.ts';
import { exportData, flush, forget, setConsent, undo } from './session/personal-data.ts';
import { rank } from './session/rank.ts';
import { record } from './session/record.ts';
import { checkAlive, type Session } from './session/session.ts';
import type { EngineStatus, ModelStatus, RankOptions, Reranker, RerankerOptions } from './types.ts';
import { checkRerankerOptions } from './validate.ts';

/**
 * Loads a model and proves an engine correct on this device. The signals of earlier visits are read meanwhile.
 *
 * @throws INVALID_ARGUMENT naming an option that is wrong; MODEL_UNREACHABLE, INVALID_MODEL, MODEL_MISMATCH
 * where there is no model to use; NO_ENGINE listing every engine's reason
 */
export async function createReranker(options: RerankerOptions = {}): Promise<Reranker> {
  await checkRerankerOptions(options);
  const session = await openSession(options);
  startIdleWork(session);
  return rerankerOf(session);
}

/** The methods of a session. */
function rerankerOf(session: Session): Reranker {
  /** A method that refuses to work once the session is over. */
  const method =
    <Parameters extends unknown[], Result>(
      work: (session: Session, ...parameters: Parameters) => Promise<Result>,
    ) =>
    async (...parameters: Parameters): Promise<Result> => {
      checkAlive(session);
      return work(session, ...parameters);
    };
  return {
    rank: <T extends Item>(items: object, options: RankOptions = {}) =>
      rank<T>(session, items, options),
    record: (signal) => record(session, signal),
    observe: (container, options) => observe(session, container, options),
    export: method(exportData),
    forget: method(forget),
    undo: method(undo),
    setConsent: method(setConsent),
    flush: method(flush),
    update: method(update),
    subscribe(listener) {
      session.listeners.add(listener);
      return () => session.listeners.delete(listener);
    },
    get engine(): EngineStatus {
      const { name, reason } = session.engine.get();
      return { name, reason, rejected: [...session.rejected] };
    },
    get model(): ModelStatus {
      const { loaded, student } = session;
      const { alpha, metadata } = student;
      return { hash: loaded.hash, from: loaded.from, alpha, metadata };
    },
    get storage() {
      return session.personal.status();
    },
    dispose: () => dispose(session),
  };
}

function dispose(session: Session): void {
  if (session.isDisposed) return;
  const { codeKeeper, stops, listeners, engine, device } = session;
  codeKeeper?.stop();
  for (const stop of stops) stop();
  session.isDisposed = true;
  listeners.clear();
  engine.get().session.close();
  device.close();
}
