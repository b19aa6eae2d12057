import { isItemCode } from '../ranking/item-code.ts';
import {
  createSignalLog,
  parseSignalRecord,
  type SignalLog,
  type SignalRecord,
} from '../signals/signal-log.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { createSignalStore, type SignalStore } from '../storage/signal-store.ts';
import { withTimeout } from '../storage/with-timeout.ts';
import type { Session } from './session.ts';

/** How long the first ranking waits for the signals of earlier visits; later ones count when they come. */
const SIGNALS_TIMEOUT_MS = 250;

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

/** Opens the log of the person's signals; `ready` resolves once those of earlier visits are there. */
export function openSignals(
  session: Pick<Session, 'loaded' | 'student' | 'now' | 'device' | 'personal' | 'listeners'>,
  ahead: () => Entries | undefined,
): { log: SignalLog; ready: Promise<void> } {
  const { device, listeners, loaded, now } = session;
  let isReady = false;
  const log = createSignalLog({
    store: signalStoreOf(session, session.personal, ahead),
    model: loaded.hash,
    now,
    isReliable: () => session.personal !== device || device.status().kind === 'indexeddb',
    onChange() {
      if (isReady) for (const listener of listeners) listener();
    },
  });
  const done = (): void => void (isReady = true);
  const ready = withTimeout(log.reload(), SIGNALS_TIMEOUT_MS, 'Reading the signals').then(
    done,
    done,
  );
  return { log, ready };
}
