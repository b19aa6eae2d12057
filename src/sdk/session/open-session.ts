import { itemCodeBytes } from '../../core/student/student.ts';
import { createCurrentEngine } from '../engines/current-engine.ts';
import { enginesFor, type Rejection } from '../engines/select-engine.ts';
import { openDevice, startModel, type StartedModel } from '../model/start-model.ts';
import { createCodeKeeper, type CodeKeeper } from '../ranking/keep-codes.ts';
import { createKnownItems } from '../ranking/known-items.ts';
import { createRanker } from '../ranking/ranker.ts';
import { createMemoryStore } from '../storage/memory.ts';
import type { RerankerOptions } from '../types.ts';
import { openSignals, readAhead } from './open-signals.ts';
import { clearMemory, type Session } from './session.ts';

/** Loads a model, proves an engine, and reads the signals of earlier visits meanwhile. @throws see `createReranker` */
export async function openSession(options: RerankerOptions): Promise<Session> {
  const { now = Date.now, maxKnownItems = 10_000, phrases = {} } = options;
  const engines = await enginesFor(options.engine ?? 'auto');
  const device = openDevice(options);
  // Personal data goes to the device only with consent.
  const personal = options.consent === false ? createMemoryStore() : device;
  const ahead = readAhead(personal, device);
  const rejected: Rejection[] = [];
  let started: StartedModel;
  try {
    started = await startModel(options, device, engines, rejected);
  } catch (error) {
    device.close();
    throw error;
  }
  const { loaded, student, running } = started;
  const known = createKnownItems(student, loaded.hash, running.session, maxKnownItems);
  const onChange = known.attach;
  const engine = createCurrentEngine({ running, engines, student, rejected, onChange });
  const session = {
    ...started,
    now,
    device,
    personal,
    engine,
    rejected,
    known,
    listeners: new Set<() => void>(),
    stops: new Set<() => void>(),
    rankings: 0,
    isDisposed: false,
  };
  const { log, ready } = openSignals(session, ahead);
  const ranker = createRanker({ student, known, log, ready, now, phrases, engine: engine.get });
  const codeKeeper = keepCodes(options, session);
  return followTabs(Object.assign(session, { log, ready, ranker, codeKeeper }));
}

/** Does as other tabs have done. */
function followTabs(session: Session): Session {
  const { device, log, stops } = session;
  const stop = device.subscribe((event) => {
    if (event.type === 'forget') clearMemory(session);
    else if (event.store === 'signals' && session.personal === device) void log.reload();
  });
  stops.add(stop);
  return session;
}

function keepCodes(
  { storage }: RerankerOptions,
  session: Omit<Session, 'log' | 'ready' | 'ranker' | 'codeKeeper'>,
): CodeKeeper | undefined {
  const { device, loaded, student, known, now } = session;
  if (storage === 'memory' || device.status().kind !== 'indexeddb') return undefined;
  return createCodeKeeper({
    store: device,
    modelHash: loaded.hash,
    codeLength: itemCodeBytes(student),
    known,
    now,
    isWanted: () => session.personal === device,
  });
}
