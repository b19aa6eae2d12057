import { dismissalTypes } from '../../core/events.ts';
import { isItemCode } from '../ranking/item-code.ts';
import {
  createSignalLog,
  parseSignalRecord,
  type SignalLog,
  type SignalRecord,
} from '../signals/signal-log.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { createSignalStore, type SignalStore } from '../storage/signal-store.ts';
import { tellListeners } from '../tell-listeners.ts';
import type { RankingSession, Session } from './session.ts';

type Entries = ReturnType<KeyValueStore['entries']>;

/**
 * Begins to read the signals while the model loads.
 *
 * @returns what takes the entries, once; nothing where another tab has changed them meanwhile
 */
export function readAhead(
  personal: KeyValueStore,
  device: KeyValueStore,
): () => Entries | undefined {
  let ahead: Entries | undefined = personal.entries('signals');
  const stop = device.subscribe(() => (ahead = undefined));
  return () => {
    stop();
    const found = ahead;
    ahead = undefined;
    return found;
  };
}

/** Signals are kept in a store as what they are under the session's model. */
export function signalStoreOf(
  { loaded, student }: Pick<Session, 'loaded' | 'student'>,
  store: KeyValueStore,
  ahead?: () => Entries | undefined,
): SignalStore<SignalRecord> {
  const parse = (value: unknown): SignalRecord | undefined => {
    const parsed = parseSignalRecord(value);
    return parsed && (parsed.model !== loaded.hash || isItemCode(student, parsed.code))
      ? parsed
      : undefined;
  };
  return createSignalStore(store, parse, ahead);
}

/** Opens the log of the person's signals; `read` resolves once those of earlier visits are there. */
export function openSignals(
  session: RankingSession & Pick<Session, 'device' | 'personal'>,
  ahead: () => Entries | undefined,
): { log: SignalLog; read: Promise<void> } {
  const { device, listeners, loaded, now, ready, student } = session;
  let isReady = false;
  void ready.then(() => (isReady = true));
  const log = createSignalLog({
    store: signalStoreOf(session, session.personal, ahead),
    model: loaded.hash,
    now,
    dismissals: dismissalTypes(student.schema.source.events),
    isReliable: () => session.personal !== device || device.status().kind === 'indexeddb',
    onChange() {
      if (isReady) tellListeners(listeners);
    },
  });
  return { log, read: log.reload() };
}
