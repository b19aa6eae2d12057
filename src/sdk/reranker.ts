import { isPocketRankError, PocketRankError } from '../core/errors.ts';
import { itemCodeBytes } from '../core/student/student.ts';
import { isItemCode } from './ranking/item-code.ts';
import { createCodeKeeper } from './ranking/keep-codes.ts';
import { createKnownItems } from './ranking/known-items.ts';
import { loadScalarSession } from './engines/scalar.ts';
import { createPacer } from './ranking/pacer.ts';
import { createRanker, loadPersonalize } from './ranking/ranker.ts';
import { openDevice, startModel, type StartedModel } from './model/start-model.ts';
import { createCurrentEngine } from './model/current-engine.ts';
import { enginesFor, type Rejection } from './engines/select-engine.ts';
import { createSignalLog, parseSignalRecord, type SignalRecord } from './signals/signal-log.ts';
import type { KeyValueStore } from './storage/key-value-store.ts';
import { createMemoryStore } from './storage/memory.ts';
import { createSignalStore, type SignalStore } from './storage/signal-store.ts';
import { withTimeout } from './storage/with-timeout.ts';
import type {
  EngineStatus,
  Reranker,
  RerankerOptions,
  SignalInput,
  UpdateResult,
} from './types.ts';
import { refusalOf } from './refusal.ts';
import { toUserSignal } from './signals/user-signal.ts';
import { checkRankOptions, checkRerankerOptions, checkSignal, readItemKeys } from './validate.ts';
import { whenIdle } from './page/when-idle.ts';

/** The engine is checked again after this many rankings. */
const RECHECK_RANKINGS = 500;

/** How long the first ranking waits for the signals of earlier visits; later ones count when they come. */
const SIGNALS_TIMEOUT_MS = 250;

/**
 * Loads a model and proves an engine correct on this device. The signals of earlier visits are read meanwhile.
 *
 * @throws INVALID_ARGUMENT naming an option that is wrong; MODEL_UNREACHABLE, INVALID_MODEL, MODEL_MISMATCH
 * where there is no model to use; NO_ENGINE listing every engine's reason
 */
export async function createReranker(options: RerankerOptions = {}): Promise<Reranker> {
  await checkRerankerOptions(options);
  const { now = Date.now, maxKnownItems = 10_000, phrases = {} } = options;
  const engines = await enginesFor(options.engine ?? 'auto');
  const device = openDevice(options);
  // Personal data goes to the device only with consent.
  let personal = options.consent === false ? createMemoryStore() : device;
  // Reading takes a while, in which the model loads; what other tabs change meanwhile is read again.
  let ahead: ReturnType<KeyValueStore['entries']> | undefined = personal.entries('signals');
  const unsubscribeAhead = device.subscribe(() => (ahead = undefined));
  const rejected: Rejection[] = [];
  let started: StartedModel;
  try {
    started = await startModel(options, device, engines, rejected);
  } catch (error) {
    device.close();
    throw error;
  }
  const { loaded, student, running } = started;
  const model = loaded.hash;

  const isOnDevice = (): boolean => personal === device && device.status().kind === 'indexeddb';
  const listeners = new Set<() => void>();
  let isReady = false;
  const notify = (): void => {
    if (isReady) for (const listener of listeners) listener();
  };
  const signalStore = (store: KeyValueStore): SignalStore<SignalRecord> =>
    createSignalStore(
      store,
      (value) => {
        const parsed = parseSignalRecord(value);
        return parsed && (parsed.model !== model || isItemCode(student, parsed.code))
          ? parsed
          : undefined;
      },
      () => {
        const found = ahead;
        ahead = undefined;
        return found;
      },
    );
  const log = createSignalLog({
    store: signalStore(personal),
    model,
    now,
    isReliable: () => personal !== device || device.status().kind === 'indexeddb',
    onChange: notify,
  });
  const known = createKnownItems(student, model, running.session, maxKnownItems);
  /** Resolves once the signals of earlier visits are there, or have taken too long. */
  const ready = withTimeout(log.reload(), SIGNALS_TIMEOUT_MS, 'Reading the signals').then(
    () => void (isReady = true),
    () => void (isReady = true),
  );
  const engine = createCurrentEngine(running, engines, student, known, rejected);
  const ranker = createRanker({ student, known, log, ready, now, phrases, engine: engine.get });
  const codeKeeper =
    options.storage === 'memory' || device.status().kind !== 'indexeddb'
      ? undefined
      : createCodeKeeper({
          store: device,
          modelHash: model,
          codeLength: itemCodeBytes(student),
          known,
          now,
          isWanted: () => personal === device,
        });
  const stops = new Set<() => void>();
  let isDisposed = false;
  /** Why the model may not rank, as its proof found out. */
  let refusal: PocketRankError | undefined;

  function checkAlive(): void {
    if (isDisposed) {
      throw new PocketRankError('DISPOSED', 'This reranker was disposed of.', {
        hint: 'Create another one.',
      });
    }
    if (refusal) throw refusal;
  }

  /** Proves the model. One that is refused ranks no more. */
  const prove = (): Promise<void> =>
    started.prove().catch((error: unknown) => {
      if (isPocketRankError(error)) refusal = error;
    });

  let rankings = 0;
  /** Checks the engine again and remembers what is known of it, when the page is idle. */
  function watch(): void {
    const stop = whenIdle(async () => {
      stops.delete(stop);
      const { watchEngine } = await import('./model/engine-watch.ts');
      if (isDisposed) return;
      await watchEngine({
        store: device,
        modelHash: model,
        student,
        rejected,
        now,
        device: navigator.userAgent,
        running: engine.get,
        replace: engine.replace,
      });
    });
    stops.add(stop);
  }

  async function record(signal: SignalInput): Promise<string> {
    checkAlive();
    const checked = await checkSignal(signal, now());
    const weight = student.personalization.signalWeights[checked.type];
    if (weight === undefined) throw await refusalOf('INVALID_SIGNAL', 'type', checked.type);
    if (weight === 0) return '';
    const code = signal.item
      ? ranker.encode(signal.item, checked.itemId)
      : known.codeOf(checked.itemId);
    if (code === undefined) throw await refusalOf('INVALID_SIGNAL', 'unknownItem', checked.itemId);
    await ready;
    return log.add({ ...checked, code, model });
  }

  const update = (): Promise<UpdateResult> =>
    import('./model/update-model.ts').then(
      ({ updateModel }) => updateModel(loaded),
      () => 'failed',
    );

  unsubscribeAhead();
  const unsubscribe = device.subscribe((event) => {
    if (event.type === 'forget') {
      log.clear();
      known.clear();
    } else if (event.store === 'signals' && personal === device) {
      void log.reload();
    }
  });

  if (personal === device) codeKeeper?.restore();
  // A ranking that waits for the signals leaves the page idle, but not for this.
  void ready.then(() => {
    if (isDisposed) return;
    // What may be needed later is fetched while the network is there.
    stops.add(
      whenIdle(async () => void (await Promise.all([loadPersonalize(), loadScalarSession()]))),
    );
    stops.add(whenIdle(prove));
    stops.add(whenIdle(async () => void (isDisposed || (await update()))));
    watch();
  });

  return {
    async rank(items, rankOptions = {}) {
      checkAlive();
      await checkRankOptions(rankOptions);
      const pause = createPacer(rankOptions.signal);
      const ids = await readItemKeys(items, pause);
      for (;;) {
        const current = engine.get();
        try {
          const ranking = await ranker.rank(items, ids, rankOptions, pause);
          codeKeeper?.save();
          if (++rankings % RECHECK_RANKINGS === 0) watch();
          return ranking;
        } catch (error) {
          checkAlive();
          if (!isPocketRankError(error, 'ENGINE_FAILED')) throw error;
          await engine.replace(current, error);
        }
      }
    },
    record,
    observe(container, observeOptions) {
      checkAlive();
      let stopObserving: (() => void) | undefined;
      let isStopped = false;
      const stop = (): void => {
        isStopped = true;
        stops.delete(stop);
        stopObserving?.();
      };
      stops.add(stop);
      void import('./page/observe-items.ts').then(({ observeItems }) => {
        if (isStopped) return;
        // A page may show items that were never ranked; that is no fault of the person's click.
        const onSignal = (signal: SignalInput): void => void record(signal).catch(() => {});
        stopObserving = observeItems(container, onSignal, now, observeOptions);
      }, noop);
      return stop;
    },
    async export() {
      checkAlive();
      await ready;
      return {
        version: 1,
        exportedAt: new Date(now()).toISOString(),
        signals: log.all().map(toUserSignal),
        knownItems: known.count(),
      };
    },
    async forget() {
      checkAlive();
      log.clear();
      known.clear();
      if (personal !== device) await personal.forget();
      await device.forget();
    },
    async undo(id) {
      checkAlive();
      await ready;
      const undone = log.undo(id);
      return undone && toUserSignal(undone);
    },
    async setConsent(granted) {
      checkAlive();
      if (granted === (personal === device)) return;
      personal = granted ? device : createMemoryStore();
      log.move(signalStore(personal));
      if (granted) await log.reload();
      else await device.forget();
    },
    async flush() {
      await prove();
      return (await log.flush()) && isOnDevice();
    },
    async update() {
      checkAlive();
      return update();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get engine(): EngineStatus {
      const { name, reason } = engine.get();
      return { name, reason, rejected: [...rejected] };
    },
    get model() {
      const { alpha, metadata } = student;
      return { hash: model, from: loaded.from, alpha, metadata };
    },
    get storage() {
      return personal.status();
    },
    dispose() {
      if (isDisposed) return;
      codeKeeper?.stop();
      for (const stop of stops) stop();
      isDisposed = true;
      listeners.clear();
      unsubscribe();
      engine.get().session.close();
      device.close();
    },
  };
}

const noop = (): void => {};
