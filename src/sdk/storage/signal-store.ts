import { createToken } from './epoch.ts';
import type { KeyValueStore } from './key-value-store.ts';

/** A signal with the key that orders it among all others and by which it is removed again. */
export interface StoredSignal<T> {
  id: string;
  signal: T;
}

/** The person's signals, oldest first. They leave the device never and this store by `forget` or `remove`. */
export interface SignalStore<T> {
  /** Every signal, by time; entries that `parse` does not understand are deleted and left out. */
  load(): Promise<StoredSignal<T>[]>;
  /**
   * Appends a signal of the time `at` (ms since 1970 UTC).
   *
   * @param isNew see {@link KeyValueStore.write}
   */
  add(signal: T, at: number, isNew?: boolean): string;
  /** Puts another in the place of a signal. */
  replace(id: string, signal: T): void;
  remove(ids: readonly string[]): Promise<void>;
  /** See {@link KeyValueStore.flush}. */
  flush(): Promise<boolean>;
}

/**
 * @param ahead finds the entries for the first `load` where they were read ahead
 * @param parse reads what was stored, perhaps by an older version or by someone with the developer tools
 * open; `undefined` when it is no signal.
 */
export function createSignalStore<T>(
  store: KeyValueStore,
  parse: (value: unknown) => T | undefined,
  ahead: () => ReturnType<KeyValueStore['entries']> | undefined = () => undefined,
): SignalStore<T> {
  let count = 0;

  const remove = async (ids: readonly string[]): Promise<void> => {
    await store.write(
      'signals',
      ids.map((id) => [id, undefined]),
    );
  };

  return {
    async load() {
      const signals: StoredSignal<T>[] = [];
      const damaged: string[] = [];
      for (const [id, value] of await (ahead() ?? store.entries('signals'))) {
        const signal = parse(value);
        if (signal === undefined) damaged.push(id);
        else signals.push({ id, signal });
      }
      await remove(damaged);
      return signals;
    },
    add(signal, at, isNew) {
      // Time, then order of arrival within this page, then chance, since other tabs write too.
      const id = `${digits(at, 10)}-${digits(count++, 5)}-${createToken()}`;
      void store.write('signals', [[id, signal]], isNew);
      return id;
    },
    replace: (id, signal) => void store.write('signals', [[id, signal]]),
    remove,
    flush: () => store.flush(),
  };
}

/** A non-negative number, rounded down, in base 36 with leading zeros: strings that order like numbers. */
function digits(value: number, length: number): string {
  return Math.floor(Math.max(0, value)).toString(36).padStart(length, '0');
}
