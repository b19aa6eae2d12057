import type { EngineSession } from '../../core/engine.ts';
import { createCurrentEngine } from '../engines/current-engine.ts';
import { enginesFor, type Rejection } from '../engines/select-engine.ts';
import { startModel, type StartedModel } from '../model/start-model.ts';
import { createKnownItems } from '../ranking/known-items.ts';
import { createRanker } from '../ranking/ranker.ts';
import { createTurns } from '../ranking/turns.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import { createKeptMark, DATABASE_NAME } from '../storage/mark.ts';
import { createSureClock } from '../sure-clock.ts';
import type { RerankerOptions } from '../types.ts';
import { engineStatus } from './engine-status.ts';
import { firstStatus } from './first-status.ts';
import type { RankingSession } from './session.ts';
import { tell } from './tell.ts';

/** How long the first ranking waits for the signals of earlier visits; later ones count when they come. */
const SIGNALS_TIMEOUT_MS = 250;

/**
 * Loads a model and proves an engine. The code of everything but ranking is fetched meanwhile: on a first visit no
 * ranking waits for it, on a later one it finds the model and the signals on the device.
 *
 * @throws see `createReranker`
 */
export async function openSession(options: RerankerOptions): Promise<RankingSession> {
  const { maxKnownItems = 10_000, phrases = {} } = options;
  const now = createSureClock(options.now ?? Date.now);
  const { storageName = DATABASE_NAME } = options;
  const engines = await enginesFor(options.engine ?? 'auto');
  const status = firstStatus(options);
  const isNew = status.kind === 'memory' || createKeptMark(storageName).isSet() === false;
  const opening = import('./later.ts').then(
    (code) => ({ code, opened: code.openDevice(options) }),
    () => undefined,
  );
  const rejected: Rejection[] = [];
  let started: StartedModel;
  try {
    const store = opening.then((found) => found?.opened.models);
    started = await startModel({ ...options, store, isNew }, engines, rejected);
  } catch (error) {
    void opening.then((found) => found?.opened.device.close());
    throw error;
  }
  const { loaded, student, running } = started;
  const known = createKnownItems(student, loaded.hash, running.session, maxKnownItems);
  const onChange = (next: EngineSession, isWrong: boolean): void => {
    // What a wrong engine has made may be wrong.
    if (isWrong) {
      known.clear();
      session.ranker.clear();
      session.onWrong?.();
    }
    known.attach(next);
    // It runs from the next step on.
    void Promise.resolve().then(() => tell(session, 'engine', engineStatus(session)));
  };
  const engine = createCurrentEngine({ running, engines, student, rejected, onChange });
  const log = async (): Promise<SignalLog | undefined> => {
    await session.ready;
    session.log?.wake(known.codeOf);
    return session.log;
  };
  const session: RankingSession = {
    ...started,
    now,
    storageName,
    keepsNothing: status.kind === 'memory',
    engine,
    rejected,
    known,
    ranker: createRanker({
      student,
      known,
      log,
      journal: () => session.journal,
      now,
      phrases,
      engine: engine.get,
    }),
    turns: createTurns(),
    status,
    later: opening.then((found) => found?.code),
    ready: Promise.resolve(),
    hooks: new Set(),
    listeners: new Set(),
    stops: new Set(),
    isDisposed: false,
  };
  const read = opening.then((found) => {
    if (found) return found.code.attend(session, found.opened);
    session.status = { kind: 'memory', reason: 'The code of the storage cannot be fetched.' };
  });
  if (!isNew)
    session.ready = Promise.race([
      read,
      new Promise((done) => setTimeout(done, SIGNALS_TIMEOUT_MS)),
    ]);
  return session;
}
