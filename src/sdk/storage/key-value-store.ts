/** The object stores of the database, by what they hold and how they are keyed. */
export const STORE_NAMES = ['models', 'modelInfo', 'itemCodes', 'signals', 'verdicts'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/**
 * What tells something of the person: the signals; which items were shown (item codes); when and on what
 * hardware (verdicts). `forget` clears these. Model bytes are the same for everyone and stay.
 */
export const PERSONAL_STORES = [
  'signals',
  'itemCodes',
  'verdicts',
] as const satisfies readonly StoreName[];

/** One change of a store: the key, and its new value or `undefined` to delete it. */
export type Change = readonly [key: string, value: unknown];

/** What another tab did to the shared data. */
export type StorageEvent = { type: 'forget' } | { type: 'change'; store: StoreName };

/** Where data goes at the moment. */
export interface StorageStatus {
  /** `indexeddb`: what is kept outlives the page; `memory`: it does not. */
  kind: 'indexeddb' | 'memory';
  /** Why data is kept in memory only, for people; absent while the database works. */
  reason?: string;
}

/**
 * A few named stores of structured-cloneable values by string key. It never throws but where stated: what
 * the device cannot keep is kept in memory, and a read that fails finds nothing.
 */
export interface KeyValueStore {
  /** The value, or `undefined`. */
  get(store: StoreName, key: string): Promise<unknown>;
  /** Every entry whose key starts with `prefix` (default: all), ascending by key. */
  entries(store: StoreName, prefix?: string): Promise<[key: string, value: unknown][]>;
  /**
   * Makes all changes or none. Readers of this tab see them at once; the promise says whether they are on
   * the device. An open database that is not busy has been handed them when this returns.
   *
   * @param isNew whether they tell of nothing but what the person does now: they then outlast that another tab forgot
   * everything just before, of which this tab has not heard yet. Default false.
   */
  write(store: StoreName, changes: readonly Change[], isNew?: boolean): Promise<boolean>;
  /** Hands over at once what waits its turn: the page may be going away. */
  hurry(): void;
  /** Resolves once everything written so far is on the device: true; or cannot be stored there now: false. */
  flush(): Promise<boolean>;
  /**
   * Deletes every entry of {@link PERSONAL_STORES}, in memory and on the device, reads back that nothing is
   * left, and tells the other tabs.
   * @throws PocketRankError `STORAGE_FAILED` when the device's copy could not be reached; it is then
   * deleted the next time the database opens, before anything is read from it.
   */
  forget(): Promise<void>;
  /** Calls `listener` when another tab has changed or forgotten something; returns the way to stop. */
  subscribe(listener: (event: StorageEvent) => void): () => void;
  status(): StorageStatus;
  /** Lets go of the other tabs, and of the database once it has taken what was written. Later calls find nothing. */
  close(): void;
}
