import type { Phrases } from '../core/explain/phrases.ts';
import type { Reason } from '../core/explain/reason.ts';
import type { EventType, Item, Profile } from '../core/types.ts';
import type { PublicKey } from './model/signature.ts';
import type { ModelSource } from './model/resolve-source.ts';
import type { ObserveOptions } from './page/page-signal.ts';
import type { EngineChoice, Rejection } from './engines/select-engine.ts';
import type { StorageStatus } from './storage/key-value-store.ts';

/** Options of `createReranker`. */
export interface RerankerOptions {
  /** The model file: its address or its bytes. Default: the student that ships with the package. */
  model?: ModelSource;
  /** Which engine ranks. Default `auto`: the fastest that is proven correct on this device. */
  engine?: EngineChoice;
  /** Where the model, item codes and signals are kept. Default: IndexedDB where there is one, else memory. */
  storage?: 'indexeddb' | 'memory';
  /** The database's name, for pages that keep several apart. Default `pocketrank`. */
  storageName?: string;
  /**
   * Whether the person has agreed that signals are kept on the device. Default true. While false, signals
   * and everything else personal stay in memory and are gone with the page; see `setConsent`.
   */
  consent?: boolean;
  /** The clock in milliseconds since 1970, for tests and for replaying old logs. Default `Date.now`. */
  now?: () => number;
  /** How many item codes are kept ready, the latest used. Default 10,000; about 4 MB. */
  maxKnownItems?: number;
  /** The SHA-256 that the model must have: 64 hexadecimal digits or `sha256-…`. */
  integrity?: string;
  /** The key that the model must be signed with. */
  publicKey?: PublicKey;
  /** The model's detached signature. Default: fetched from the model's address with `.sig` after the path. */
  signature?: Uint8Array | string;
  /** Default: the global `fetch`. Used for the model and for nothing else. */
  fetch?: typeof fetch;
  /** Ends the loading. */
  signal?: AbortSignal;
  /** Words of explanations in place of the English ones. */
  phrases?: Partial<Phrases>;
}

/** Options of `rank`. */
export interface RankOptions {
  /**
   * The person, in the form that the model's domain states: of jobs a JSON Resume object. Default: an empty one; items
   * then rank by what the model thinks of them alone.
   */
  profile?: Profile;
  /** How many items are returned. Default: all. */
  limit?: number;
  /** Whether the returned items carry `reasons`. Default false. */
  explain?: boolean;
  /** Weight of the policy against the click teacher, 0 … 1. Default: the model's. */
  alpha?: number;
  /** Ends the ranking; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * How far signals may go against the policy: by how much the mean policy grade of the first ten may fall (0 … 1),
   * where they lift no poor match; false: as far as they like. What limits forbid stands behind all others even so.
   * Default: the model's.
   */
  floor?: { slack: number } | false;
}

/** A limit of the policy that holds for an item. */
export interface HeldLimit {
  /** As the policy names it. */
  name: string;
  /** The best grade that it leaves the item, 0 … 4; at 0 and 1 the item stands behind all that no limit forbids. */
  cap: number;
  /**
   * In words. Where more than 100 items are returned and none is explained, values of the pair read `…`: to tell them of
   * every item takes longer than to rank it.
   */
  reason: string;
}

/** One ranked item. */
export interface RankedItem<T extends Item = Item> {
  /**
   * The item's key, as a string; an item without one has a hash of its content. Where several items of a list have
   * one key, the others have `key#2`, `key#3` and so on.
   */
  id: string;
  /** The very object that was passed in. */
  item: T;
  /**
   * What ranks: `alpha · policy logit + (1 − alpha) · click logit + personal`, behind all that the limits of the policy
   * allow where they forbid the item.
   */
  score: number;
  /** Expected policy grade, 0 (no match) … 4 (excellent), at most the lowest cap of `limits`. */
  policy: number;
  /** Probability of a click, given that the item is seen, 0 … 1. */
  click: number;
  /** What this person's signals add to the score, in logits; 0 without signals. */
  personal: number;
  /** The limits of the policy that hold, exactly and on every engine; only where some do. */
  limits?: HeldLimit[];
  /** From 1. */
  rank: number;
  /** The rank without signals, from 1. */
  baseRank: number;
  /**
   * True where the policy floor holds the item below the top 10 although its score would carry it there: the
   * policy grades it a poor match, or it would lower the mean grade there by more than signals may.
   */
  held?: true;
  /** True of what the person has dismissed: below the first ten while there are ten others, until it is undone. */
  dismissed?: true;
  /**
   * What sets it apart in its list, at most five contributions: they sum to its score less the mean score of the whole
   * list. With `explain` only; also missing when the code that explains, loaded on first use, could not be fetched.
   */
  reasons?: Reason[];
}

/** Where the milliseconds of a ranking went. */
export interface Timings {
  /** Reading and encoding the profile and the items not yet known. */
  encodeMs: number;
  scoreMs: number;
  personalizeMs: number;
  /** Ordering, and explaining where asked for. */
  orderMs: number;
  totalMs: number;
  /** How many items had to be encoded. */
  encodedItems: number;
}

/** What was handed over among the items and cannot be ranked. */
export interface UnreadItem {
  /** Where it stood in the list, from 0. */
  index: number;
  /** The very value. */
  item: unknown;
  code: 'INVALID_ITEM';
  /** What is wrong with it, in words. */
  reason: string;
}

/** What `rank` gives. */
export interface Ranking<T extends Item = Item> {
  /** Best first. Equal scores keep the order of the input. */
  items: RankedItem<T>[];
  /**
   * What is no item or throws when it is read, in the order given: behind all that are ranked. Usually empty.
   */
  unread: UnreadItem[];
  /** The engine that scored. */
  engine: string;
  timings: Timings;
  /**
   * Why the item with id `above` scores differently from the one with id `below`: at most five differences of what they
   * are made of, largest first; they sum to the difference of the scores.
   *
   * @throws INVALID_ARGUMENT unless `explain` was set and both are among the items
   */
  why(above: string, below: string): Reason[];
}

/** What a person did with an item. */
export interface SignalInput {
  /** One of the model's events: of jobs `impression`, `view`, `click`, `save`, `apply` and `dismiss`. */
  type: EventType;
  itemId: string | number;
  /** The rank at which the item was shown, from 1. */
  position?: number;
  /** Milliseconds since 1970. Default: now. */
  at?: number;
  /** How long the item was looked at, in milliseconds. */
  dwellMs?: number;
  /** The item, if it was never ranked here. */
  item?: Item;
}

/** A signal as it is kept. */
export interface UserSignal {
  id: string;
  itemId: string;
  type: EventType;
  at: number;
  position?: number;
  dwellMs?: number;
}

/** Everything personal that the SDK holds, as plain data. */
export interface PersonalData {
  version: 1;
  /** ISO 8601. */
  exportedAt: string;
  /** Oldest first. */
  signals: UserSignal[];
  /** How many items the device holds codes of. */
  knownItems: number;
}

/** Which engine runs, and why the others do not. */
export interface EngineStatus {
  name: string;
  reason: string;
  rejected: Rejection[];
}

/** Which model ranks. */
export interface ModelStatus {
  /** SHA-256 of the file, lowercase hexadecimal. */
  hash: string;
  from: 'memory' | 'file' | 'cache' | 'network';
  /** Weight of the policy in the score unless `rank` says otherwise. */
  alpha: number;
  /** The file's own metadata: name, metrics, provenance. */
  metadata: Readonly<Record<string, string>>;
}

/**
 * What a check for a newer model found: `updated` ones have passed their canaries and rank from the next
 * `createReranker` on; `none` where there is nothing to ask: the model was given as bytes, is pinned by `integrity`, or has
 * just been fetched.
 */
export type UpdateResult = 'none' | 'current' | 'updated' | 'failed';

/** Ranks items on this device. Every method throws or rejects with DISPOSED after `dispose`. */
export interface Reranker {
  /**
   * Ranks items for a profile: a list of them, or what a page carries (a JSON-LD object, `@graph`, an ItemList, one
   * item by itself). Deterministic; never waits for storage. Duplicates are all kept, each with its own rank. What
   * cannot be read costs the others nothing: see `unread`. An item object is taken to be immutable: pass a new object
   * for changed content.
   *
   * @throws INVALID_PROFILE; INVALID_ARGUMENT; NO_ENGINE when every engine has failed
   */
  rank<T extends Item>(items: readonly T[], options?: RankOptions): Promise<Ranking<T>>;
  rank(page: Readonly<Record<string, unknown>>, options?: RankOptions): Promise<Ranking>;
  /**
   * Notes what the person did. Resolves with the signal's id once the next ranking will count it, without
   * waiting for the device. The same item and type within a second count once. A type that the model gives no
   * weight (often impressions) is not kept; the id is then empty.
   *
   * @throws INVALID_SIGNAL saying which part is wrong, also for a type that the model does not know (it lists those
   * that it does) and for an item never ranked here and not given; INVALID_ITEM for an `item` that is none
   */
  record(signal: SignalInput): Promise<string>;
  /**
   * Notes impressions, dwell and clicks on the elements with `data-item-id` in a container, now and later.
   *
   * @returns the way to stop
   */
  observe(container: Element, options?: ObserveOptions): () => void;
  /** Everything personal that is held. */
  export(): Promise<PersonalData>;
  /**
   * Deletes everything personal: signals, item codes, engine verdicts; in memory, on the device, in every tab.
   *
   * @throws STORAGE_FAILED where the device's copy is out of reach; it is then deleted before anything is
   * read from it
   */
  forget(): Promise<void>;
  /** Takes back one signal: the given one, or the last that was more than an impression. */
  undo(id?: string): Promise<UserSignal | undefined>;
  /** Grants consent (signals move to the device) or withdraws it (the device's copy is deleted). */
  setConsent(granted: boolean): Promise<void>;
  /** Resolves once the model and all signals are on the device: true; or cannot be stored there: false. */
  flush(): Promise<boolean>;
  /** Asks the server for a newer model; happens by itself once when the page is idle. */
  update(): Promise<UpdateResult>;
  /** Calls `listener` whenever the signals change, also from another tab; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  readonly engine: EngineStatus;
  readonly model: ModelStatus;
  readonly storage: StorageStatus;
  /** Frees everything. */
  dispose(): void;
}
