import {
  addSignal,
  SIGNAL_LIMITS,
  type Signal,
  type Signals,
} from '../../core/personalization/signals.ts';
import type { EventType } from '../../core/types.ts';
import { judgeAge } from './signal-age.ts';
import type { SignalStore } from '../storage/signal-store.ts';

/** A signal as it is kept: with the code of its item, and the model that the code is of. */
export interface SignalRecord extends Signal {
  /** SHA-256 of the model file, hexadecimal. */
  model: string;
  /** Since when it is too old by the clock, in milliseconds since 1970; see `judgeAge`. */
  staleSince?: number;
}

/**
 * The person's signals: in memory for ranking, and in a store for the next visit. The store is never waited
 * for. A signal whose code is of another model (the model was updated) sleeps: it does not count, but is
 * kept until its item is seen again, when it is given the item's new code, or until it is too old.
 */
export interface SignalLog {
  /** The signals that count now, oldest first. A new list with every change. */
  signals(): Signals;
  /** All signals with their ids, the sleeping ones too, oldest first. */
  all(): [id: string, record: SignalRecord][];
  /** The keys of the items that are dismissed, whether their signals count or sleep. */
  dismissed(): ReadonlySet<string>;
  /** Adds a signal; it counts at once. */
  add(record: SignalRecord): string;
  /** Removes a signal, by default the last that was more than an impression. */
  undo(id?: string): [id: string, record: SignalRecord] | undefined;
  /** Gives sleeping signals the codes of their items, where those are known by now. */
  wake(codeOf: (itemId: string) => Uint8Array | undefined): void;
  /** The codes of all signals so far are right. */
  trust(): void;
  /** Codes since then may be wrong: their signals sleep until their items are seen again. */
  doubt(): void;
  /** Reads the store again and takes what it says. */
  reload(): Promise<void>;
  /** Drops everything from memory. */
  clear(): void;
  /** Goes on with another store, into which it copies what it holds. */
  move(store: SignalStore<SignalRecord>): void;
  /** Resolves once every signal added so far is on the device, or could not be stored. */
  flush(): Promise<boolean>;
}

export interface SignalLogOptions {
  store: SignalStore<SignalRecord>;
  /** The hash of the model that ranks. */
  model: string;
  now: () => number;
  /** Types of signals that say that an item is not wanted. */
  dismissals: ReadonlySet<EventType>;
  /** Whether what the store says can be trusted to be complete; a store out of reach is not. */
  isReliable: () => boolean;
  onChange: () => void;
}

const MAX_RELOADS = 3;
/** By their age signals are judged when they are read: a clock that is ahead for once must not cost the others. */
const LIMITS = { ...SIGNAL_LIMITS, maxAgeDays: Infinity };

export function createSignalLog(options: SignalLogOptions): SignalLog {
  const { model, now, dismissals, isReliable, onChange } = options;
  let { store } = options;
  let signals: Signals = [];
  let ids = new Map<Signal, string>();
  let sleeping = new Map<string, SignalRecord>();
  let version = 0;
  /** Records whose codes were made since the engine was looked at. */
  let doubtful = new Set<Signal>();

  const write = (record: SignalRecord, isNew = false): string =>
    store.add(record, record.at, isNew);

  function remove(gone: readonly string[]): void {
    if (gone.length > 0) void store.remove(gone);
  }

  /** Takes a record into memory; returns the ids that gave way to it. */
  function take(id: string, record: SignalRecord): string[] {
    if (record.model !== model) {
      sleeping.set(id, record);
      if (sleeping.size <= SIGNAL_LIMITS.count) return [];
      const [oldest] = sleeping.keys();
      sleeping.delete(oldest!);
      return [oldest!];
    }
    const before = signals;
    signals = addSignal(before, record, LIMITS, (type) => dismissals.has(type));
    ids.set(record, id);
    const kept = new Set(signals);
    return [...before, record].flatMap((signal) => {
      if (kept.has(signal)) return [];
      const gone = ids.get(signal)!;
      ids.delete(signal);
      return [gone];
    });
  }

  const all = (): [string, SignalRecord][] =>
    [
      ...sleeping,
      ...signals.map((signal): [string, SignalRecord] => [
        ids.get(signal)!,
        signal as SignalRecord,
      ]),
    ].sort(([, a], [, b]) => a.at - b.at);

  function changed(): void {
    version++;
    onChange();
  }

  return {
    signals: () => signals,
    all,
    dismissed() {
      const itemIds = new Set<string>();
      for (const list of [sleeping.values(), signals]) {
        for (const { type, itemId } of list) if (dismissals.has(type)) itemIds.add(itemId);
      }
      return itemIds;
    },
    add(record) {
      const id = write(record, true);
      doubtful.add(record);
      remove(take(id, record));
      changed();
      return id;
    },
    undo(id) {
      const found = all()
        .reverse()
        .find(([key, { type }]) => (id === undefined ? type !== 'impression' : key === id));
      if (found === undefined) return undefined;
      const [key, record] = found;
      sleeping.delete(key);
      ids.delete(record);
      signals = signals.filter((signal) => signal !== record);
      remove([key]);
      changed();
      return found;
    },
    wake(codeOf) {
      for (const [id, old] of sleeping) {
        const code = codeOf(old.itemId);
        if (code === undefined) continue;
        sleeping.delete(id);
        const record = { ...old, code, model };
        remove([id, ...take(write(record), record)]);
        version++;
      }
    },
    trust: () => void (doubtful = new Set()),
    doubt() {
      const wrong = signals.filter((signal) => doubtful.has(signal)) as SignalRecord[];
      doubtful = new Set();
      if (wrong.length === 0) return;
      const gone = wrong.map((signal) => ids.get(signal)!);
      signals = signals.filter((signal) => !wrong.includes(signal as SignalRecord));
      for (const signal of wrong) {
        ids.delete(signal);
        const record = { ...signal, code: new Uint8Array(0), model: '' };
        sleeping.set(write(record), record);
      }
      remove(gone);
      changed();
    },
    async reload() {
      for (let left = MAX_RELOADS; left > 0; left--) {
        const seen = version;
        const loaded = await store.load();
        if (!isReliable()) return;
        // What changed here meanwhile may be missing in what was read.
        if (seen !== version) continue;
        if (loaded.length === 0 && all().length === 0) return;
        signals = [];
        ids = new Map();
        sleeping = new Map();
        const gone: string[] = [];
        const at = now();
        for (const { id, signal } of loaded) {
          const judged = judgeAge(signal, at);
          if (judged.fate !== 'drop' && judged.isChanged) store.replace(id, judged.record);
          if (judged.fate === 'drop') gone.push(id);
          else if (judged.fate === 'keep') gone.push(...take(id, judged.record));
        }
        remove(gone);
        changed();
        return;
      }
    },
    clear() {
      signals = [];
      ids = new Map();
      sleeping = new Map();
      changed();
    },
    move(next) {
      store = next;
      const held = all();
      signals = [];
      ids = new Map();
      sleeping = new Map();
      for (const [, record] of held) take(write(record), record);
      changed();
    },
    flush: () => store.flush(),
  };
}

/** Reads a stored signal; `undefined` for anything else. */
export function parseSignalRecord(value: unknown): SignalRecord | undefined {
  const record = value as Partial<SignalRecord> | null;
  const isOptional = (n: unknown): boolean => n === undefined || Number.isFinite(n);
  const valid =
    typeof record === 'object' &&
    record !== null &&
    typeof record.itemId === 'string' &&
    typeof record.type === 'string' &&
    Number.isFinite(record.at) &&
    isOptional(record.position) &&
    isOptional(record.dwellMs) &&
    isOptional(record.staleSince) &&
    record.code instanceof Uint8Array &&
    typeof record.model === 'string';
  return valid ? (record as SignalRecord) : undefined;
}
