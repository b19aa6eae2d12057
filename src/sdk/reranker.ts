import { isPocketRankError, PocketRankError } from '../core/errors.ts';
import type { Item } from '../core/types.ts';
import type { ObserveOptions } from './page/page-signal.ts';
import { checkAlive } from './session/check-alive.ts';
import { catchEarly } from './session/early-clicks.ts';
import { engineStatus } from './session/engine-status.ts';
import { openSession } from './session/open-session.ts';
import { rank } from './session/rank.ts';
import type { Later, RankingSession, Session } from './session/session.ts';
import type { Hook } from './session/tell.ts';
import { ownOptions } from './own-options.ts';
import { createForgetMark } from './storage/mark.ts';
import { tellListeners } from './tell-listeners.ts';
import type { ModelStatus, RankOptions, Reranker, RerankerOptions } from './types.ts';
import { checkRerankerOptions, isObject } from './validate.ts';

/**
 * Loads a model and proves an engine correct on this device. The signals of earlier visits are read meanwhile.
 *
 * @throws INVALID_ARGUMENT naming an option that is wrong; MODEL_UNREACHABLE, INVALID_MODEL, MODEL_MISMATCH
 * where there is no model to use; NO_ENGINE listing every engine's reason
 */
export async function createReranker(options: RerankerOptions = {}): Promise<Reranker> {
  const own = isObject(options) ? ownOptions(options) : options;
  await checkRerankerOptions(own);
  const { onProgress, debug, enabled } = own;
  if (enabled === false) return (await import('./session/disabled.ts')).createDisabled(own);
  const session = await openSession(own);
  if (debug)
    void import('./session/debug.ts').then(
      (code) => code.logSession(session, debug),
      () => {},
    );
  if (onProgress) tellListeners([onProgress], { stage: 'ready' });
  return rerankerOf(session);
}

/** The methods of a session. */
function rerankerOf(session: RankingSession): Reranker {
  /** A method that waits for its code, and refuses to work once the session is over. */
  const method =
    <Parameters extends unknown[], Result>(
      choose: (code: Later) => (session: Session, ...parameters: Parameters) => Promise<Result>,
    ) =>
    async (...parameters: Parameters): Promise<Result> =>
      choose(await codeOf(session))(session as Session, ...parameters);
  const forget = method((code) => code.forget);
  return {
    rank: <T extends Item>(items: object, options: RankOptions = {}) =>
      rank<T>(session, items, options),
    record: method((code) => code.record),
    observe(container, options) {
      checkAlive(session);
      const stopObserving = observe(session, container, options);
      const stop = (): void => {
        if (session.stops.delete(stop)) stopObserving();
      };
      session.stops.add(stop);
      return stop;
    },
    export: method((code) => code.exportData),
    forget: () =>
      forget().catch((error: unknown) => {
        // Also where the code that forgets is out of reach.
        if (isPocketRankError(error, 'STORAGE_FAILED')) {
          session.known.clear();
          session.ranker.clear();
          createForgetMark(session.storageName).set();
        }
        throw error;
      }),
    import: method((code) => code.importData),
    insights: method((code) => code.insights),
    undo: method((code) => code.undo),
    setConsent: method((code) => code.setConsent),
    flush: method((code) => code.flush),
    update: method((code) => code.update),
    subscribe(listener) {
      session.listeners.add(listener);
      return () => session.listeners.delete(listener);
    },
    on(name, listener) {
      if (!/^(signal|rank|engine|storage)$/.test(name))
        throw new PocketRankError('INVALID_ARGUMENT', `There is no event ${name}.`);
      const hook: Hook = [name, listener];
      session.hooks.add(hook);
      return () => session.hooks.delete(hook);
    },
    get engine() {
      return engineStatus(session);
    },
    get model(): ModelStatus {
      const { loaded, student } = session;
      const { metadata, outputs } = student;
      const weights = Object.fromEntries(outputs.map((name, k) => [name, student.weights[k]!]));
      const { policy: alpha = 0 } = weights;
      return { hash: loaded.hash, from: loaded.from, alpha, weights, metadata };
    },
    get storage() {
      return session.personal?.status() ?? session.status;
    },
    dispose: () => dispose(session),
  };
}

/** Observes at once; before the code for it is there, clicks are noted for it. @throws INVALID_ARGUMENT */
function observe(
  session: RankingSession,
  container: Element,
  options: ObserveOptions | undefined,
): () => void {
  if (typeof container?.addEventListener !== 'function') {
    throw new PocketRankError('INVALID_ARGUMENT', '`observe` takes an element.');
  }
  if (session.observe) return session.observe(container, options);
  const early = catchEarly(container);
  let stop = early.stop;
  let isStopped = false;
  void session.later.then(() => {
    early.stop();
    if (!isStopped && session.observe) stop = session.observe(container, options, early.clicks);
  });
  return () => {
    isStopped = true;
    stop();
  };
}

/** The code of what a session does beside ranking. @throws DISPOSED, STORAGE_FAILED */
async function codeOf(session: RankingSession): Promise<Later> {
  checkAlive(session);
  const code = await session.later;
  if (code) return code;
  throw new PocketRankError('STORAGE_FAILED', session.status.reason!);
}

function dispose(session: RankingSession): void {
  if (session.isDisposed) return;
  const { stops, listeners, hooks, engine, leave } = session;
  for (const stop of stops) stop();
  session.isDisposed = true;
  listeners.clear();
  hooks.clear();
  if (leave) void leave();
  else engine.get().session.close();
}
