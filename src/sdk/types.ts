import type { Phrases } from '../core/explain/phrases.ts';
import type { Reason } from '../core/explain/reason.ts';
import type { EventType, Item } from '../core/types.ts';
import type { Abort, Address, Fetch, PageElement } from './platform-types.ts';
import type { PublicKey } from './model/signature.ts';
import type { ModelSource } from './model/resolve-source.ts';
import type { ObserveOptions } from './page/page-signal.ts';
import type { EngineChoice, Rejection } from './engines/select-engine.ts';
import type { StorageStatus } from './storage/key-value-store.ts';

/** Options of `createReranker`. */
export interface RerankerOptions {
  /**
   * The model: its address, its bytes, or what gives them (`import model from 'pocketrank/model'`). Default: the address of
   * the student that ships with the package.
   */
  model?: ModelSource | undefined;
  /**
   * The address of a folder that holds the package's folder `models`, where the student that ships is served from
   * elsewhere than the code. Default: found beside the code.
   */
  basePath?: Address | string | undefined;
  /** Which engine ranks. Default `auto`: the fastest that is proven correct on this device. */
  engine?: EngineChoice | undefined;
  /** Where the model, item codes and signals are kept. Default: IndexedDB where there is one, else memory. */
  storage?: 'indexeddb' | 'memory' | undefined;
  /** The database's name, for pages that keep several apart. Default `pocketrank`. */
  storageName?: string | undefined;
  /**
   * Whether the person has agreed that signals are kept on the device. Default true. While false, signals
   * and everything else personal stay in memory and are gone with the page; see `setConsent`.
   */
  consent?: boolean | undefined;
  /** The clock in milliseconds since 1970, for tests and for replaying old logs. Default `Date.now`. */
  now?: (() => number) | undefined;
  /** How many item codes are kept ready, the latest used. Default 10,000; about 4 MB. */
  maxKnownItems?: number | undefined;
  /** The SHA-256 that the model must have: 64 hexadecimal digits or `sha256-…`. */
  integrity?: string | undefined;
  /** The key that the model must be signed with. */
  publicKey?: PublicKey | undefined;
  /** The model's detached signature. Default: fetched from the model's address with `.sig` after the path. */
  signature?: Uint8Array | string | undefined;
  /** Default: the global `fetch`. Used for the model and for nothing else. */
  fetch?: Fetch | undefined;
  /** Ends the loading. */
  signal?: Abort | undefined;
  /** Words of explanations in place of the English ones. */
  phrases?: Partial<Phrases> | undefined;
  /** Told how far the start is, for a bar or a log. Default: nobody is. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Logs what happens: true writes it to the console, a function is called with it. It tells ids of items and types of
   * signals, and stays on the device. Default false.
   */
  debug?: boolean | ((entry: DebugEntry) => void) | undefined;
  /**
   * False switches everything off: `rank` gives the order handed over, nothing is stored, no model is asked for. `forget`
   * still deletes what earlier visits have left. Default true.
   */
  enabled?: boolean | undefined;
}

/** How far the start of a reranker is. */
export interface Progress {
  /** `model`: its bytes come in; `engine`: they are there, and an engine is being proven; `ready`: it can rank. */
  stage: 'model' | 'engine' | 'ready';
  /** Bytes of the model that are there; at `model` alone. */
  loadedBytes?: number;
  /** How many there will be, where the server says so. */
  totalBytes?: number;
}

/** A line of the log that `debug` asks for. */
export interface DebugEntry {
  /** When, in milliseconds since 1970. */
  at: number;
  /** What happened: `start`, or an event. */
  what: 'start' | keyof RerankerEvents;
  /** In words. */
  text: string;
  /** The payload of the event. */
  detail: unknown;
}

/** A signal that has come or gone. */
export interface SignalEvent {
  /** `forgotten`: all of them. */
  what: 'recorded' | 'undone' | 'forgotten';
  /** Which one; absent where all were forgotten. */
  signal?: UserSignal;
}

/** What `on` tells of, by name: nothing of it leaves the device by itself. */
export interface RerankerEvents {
  /** The person did something, or took it back. */
  signal: SignalEvent;
  /** A list was ranked. */
  rank: Ranking;
  /** Another engine runs, since the last one failed. */
  engine: EngineStatus;
  /** Data goes elsewhere than before: the database failed, was full, or works again. */
  storage: StorageStatus;
}

/**
 * What a host knows of items itself: `order`, the order in which it hands them over, best first; or a number an item,
 * higher is better, listed as the items are or told by a function (of the item, and its index in the list).
 */
export type GivenValues<T extends object = any> =
  | 'order'
  | ArrayLike<number | null | undefined>
  | ((item: T, index: number) => number | null | undefined);

/** What a host knows of items, and what it is worth: in logits by the unit of `values`. */
export interface StatedPrior<T extends object = any> {
  /** The order, or the numbers. */
  values: GivenValues<T>;
  /** What one unit of them is worth, in logits. */
  weight: number;
}

/** Options of `rank`. */
export interface RankOptions<T extends object = any> {
  /**
   * The person, in the form that the model's domain states: of jobs a JSON Resume object. Default: an empty one; items
   * then rank by what the model thinks of them alone.
   */
  profile?: object | undefined;
  /** How many items are returned. Default: all. */
  limit?: number | undefined;
  /** Whether the returned items carry `reasons`. Default false. */
  explain?: boolean | undefined;
  /** Weight of the policy against the clicks, 0 … 1: short for `weights: { policy: alpha, click: 1 - alpha }`. */
  alpha?: number | undefined;
  /**
   * What each output of the model is worth in the score, by its name, such as `{ policy: 2, click: 1, purchase: 3 }`:
   * numbers from 0 on, in any unit; what is left out weighs 0. It stands above `alpha`. Default: the model's.
   */
  weights?: Readonly<Record<string, number>> | undefined;
  /** Ends the ranking; it then rejects with the signal's reason. */
  signal?: Abort | undefined;
  /**
   * How far signals may go against the policy: by how much the mean policy grade of the first ten may fall (0 … 1),
   * where they lift no poor match; false: as far as they like. What limits forbid stands behind all others even so.
   * Default: the model's.
   */
  floor?: { slack: number } | false | undefined;
  /**
   * What the server knows that no profile says: its order, or a number an item (a relevance, a boost). It adds one more
   * term to each score, with a reason of its own; limits and the policy floor stand above it. By itself it weighs what
   * the model has learned (0 where its log had no order): −log2 of the position, or how many standard deviations of the
   * list a number lies above its mean. `{ values, weight }` states the weight: an order then adds −weight · log2 of the
   * position, a number weight times itself, in logits. Numbers that are missing or no numbers add nothing.
   */
  prior?: GivenValues<T> | StatedPrior<T> | undefined;
  /**
   * Items that keep their place, for lists that are already on the screen: ids, each at the rank that it had in the last
   * ranking here, else where it stands in the list handed over; or ranks (from 1) by id. What limits forbid and what
   * was dismissed has no place to keep.
   */
  pinned?: readonly string[] | Readonly<Record<string, number>> | undefined;
  /** Items with a signal of one of these types are left out, such as `['apply', 'dismiss']`. */
  exclude?: readonly EventType[] | undefined;
  /**
   * Takes off what was shown again and again and never opened: so many logits for each doubling of its impressions; true:
   * 0.3. Off by default.
   */
  fatigue?: boolean | number | undefined;
  /**
   * Tries one item from below at a rank (default 10, from 1), by Thompson sampling: one that is no poor match, nor
   * forbidden, and has not been opened. `spread`: how unsure a score is, in logits; default 1. The same seed and list give
   * the same. Off by default.
   */
  explore?:
    { seed: string | number; rank?: number | undefined; spread?: number | undefined } | undefined;
  /**
   * Near-duplicates (reposts, the same ad for ten towns) do not stand in a row: at least so many others stand between
   * two, true: 1, as long as there are others. None comes up that is a poor match. Off by default.
   */
  spread?: boolean | number | undefined;
  /**
   * Draws the list up by turns with another order (the one handed over, or the model's without signals), to find out by
   * clicks which is liked better: see `team` and `insights`. The same seed and list give the same. Off by default.
   */
  interleave?: { against: 'given' | 'base'; seed: string | number } | undefined;
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

/** What a person did with an item. */
export interface Seen {
  /** The signals' types, the latest first, each once. */
  types: EventType[];
  /** When the latest was, in milliseconds since 1970. */
  at: number;
  /** How often it was shown, as far as impressions were recorded. */
  impressions: number;
}

/** One ranked item. */
export interface RankedItem<T extends object = Item> {
  /**
   * The item's key, as a string; an item without one has a hash of its content. Where several items of a list have
   * one key, the others have `key#2`, `key#3` and so on.
   */
  id: string;
  /** The very object that was passed in. */
  item: T;
  /**
   * What ranks: the sum of `weight · logit` over the model's outputs, and `personal` and `prior`; behind all that the
   * limits of the policy allow where they forbid the item.
   */
  score: number;
  /**
   * Expected policy grade, 0 (no match) … 4 (excellent), at most the lowest cap of `limits`; NaN of a model without that
   * output.
   */
  policy: number;
  /** Probability of a click, given that the item is seen, 0 … 1; NaN of a model without that output. */
  click: number;
  /** What each output of the model says, by its name: `policy` and `click` as above, of another the chance of what it names. */
  heads: Record<string, number>;
  /** What this person's signals add to the score, in logits; 0 without signals. */
  personal: number;
  /** The limits of the policy that hold, exactly and on every engine; only where some do. */
  limits?: HeldLimit[];
  /** What the server's order or number adds to the score, in logits; only where `prior` was given. */
  prior?: number;
  /** From 1. */
  rank: number;
  /** The rank by the model alone, without signals and wishes, from 1. */
  baseRank: number;
  /** Where it stands in the list handed over, from 1; what cannot be read apart. */
  givenRank: number;
  /**
   * True where the policy floor holds the item below the top 10 although its score would carry it there: the
   * policy grades it a poor match, or it would lower the mean grade there by more than signals may.
   */
  held?: true;
  /** What the person did with it here; only where there is something. */
  seen?: Seen;
  /** What `fatigue` takes off the score, in logits. */
  fatigue?: number;
  /** True of what `explore` tries. */
  explored?: true;
  /** Whose pick it is where `interleave` was asked for. */
  team?: 'own' | 'other';
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
  /** Scoring on the engine. */
  scoreMs: number;
  /** What this person's signals add. */
  personalizeMs: number;
  /** Ordering, and explaining where asked for. */
  orderMs: number;
  /** All of it. */
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
  /** As of an error: always `INVALID_ITEM`. */
  code: 'INVALID_ITEM';
  /** What is wrong with it, in words. */
  reason: string;
}

/** What `rank` gives. */
export interface Ranking<T extends object = Item> {
  /** Best first. Equal scores keep the order of the input. */
  items: RankedItem<T>[];
  /**
   * What is no item or throws when it is read, in the order given: behind all that are ranked. Usually empty.
   */
  unread: UnreadItem[];
  /** The engine that scored. */
  engine: string;
  /** Where the time went, in milliseconds. */
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
  /** The key of the item, as `rank` gave it. */
  itemId: string | number;
  /** The rank at which the item was shown, from 1. */
  position?: number | undefined;
  /** Milliseconds since 1970. Default: now. */
  at?: number | undefined;
  /** How long the item was looked at, in milliseconds. */
  dwellMs?: number | undefined;
  /** The item itself, where it was never ranked here. */
  item?: object | undefined;
}

/** A signal as it is kept. */
export interface UserSignal {
  /** What `record` gave; `undo` takes it. */
  id: string;
  /** The key of the item. */
  itemId: string;
  /** One of the model's events. */
  type: EventType;
  /** When, in milliseconds since 1970. */
  at: number;
  /** The rank at which the item was shown, from 1. */
  position?: number;
  /** How long it was looked at, in milliseconds. */
  dwellMs?: number;
}

/** A signal as `export` gives it. */
export interface ExportedSignal extends UserSignal {
  /** The item's code, as text: what another device needs of the item. */
  code?: string;
}

/** An estimate and its 95 % interval; NaN where there is too little to tell. */
export interface Estimate {
  /** The estimate itself. */
  mean: number;
  /** Lower end of the interval. */
  low: number;
  /** Upper end of the interval. */
  high: number;
}

/** Sums over clicks from which {@link Insights} are made; plain numbers. */
export interface InsightCounts {
  /** First clicks on items of a ranking. */
  clicks: number;
  /** Sums of gains by order: as handed over, by the model alone, as shown. */
  gains: [given: number, base: number, shown: number];
  /** Sums of differences of gains and of their squares: base less given, shown less given, shown less base. */
  differences: [number, number, number];
  /** Sums of the squares of those differences, in the same order. */
  squares: [number, number, number];
  /** Clicks on picks of the own order and of the other, by what it was interleaved with. */
  teams: Record<'given' | 'base', [own: number, other: number]>;
}

/**
 * Whether ranking helps here. The gain of an order is nDCG@10 of what was clicked: 1 / log2(rank + 1), 0 below the
 * tenth. What stands first is clicked for standing first, so that the order that is shown looks better than it is; picks
 * of interleaved orders are not subject to that.
 */
export interface Insights {
  /** First clicks on items of a ranking. */
  clicks: number;
  /** Mean gain by order. */
  gains: Record<'given' | 'base' | 'shown', number>;
  /** Differences of the mean gains. */
  baseLessGiven: Estimate;
  /** The order shown less the order handed over. */
  shownLessGiven: Estimate;
  /** The order shown less the order without signals. */
  shownLessBase: Estimate;
  /** Of clicks on interleaved lists, the share on picks of the own order: above one half it is liked better. */
  ownShare: Record<'given' | 'base', Estimate & { clicks: number }>;
}

/** Everything personal that the SDK holds, as plain data. */
export interface PersonalData {
  /** Of this form; `import` takes 1 as well. */
  version: 2;
  /** ISO 8601. */
  exportedAt: string;
  /** Oldest first. */
  signals: ExportedSignal[];
  /** How often items were shown, by id, and when last (ms since 1970); those shown last are kept. */
  impressions: Record<string, [count: number, at: number]>;
  /** Running counts of {@link Reranker.insights}. */
  counts: InsightCounts;
  /** How many items the device holds codes of. */
  knownItems: number;
}

/** Which engine runs, and why the others do not. */
export interface EngineStatus {
  /** Of the engine that runs: `wasm`, `scalar`, `webgpu` or a name of your own. */
  name: string;
  /** Why this one, for people. */
  reason: string;
  /** The engines that may not run here. */
  rejected: Rejection[];
}

/** Which model ranks. */
export interface ModelStatus {
  /** SHA-256 of the file, lowercase hexadecimal. */
  hash: string;
  /** `memory`: handed over as bytes; `file`; `cache`: kept since an earlier visit; `network`. */
  from: 'memory' | 'file' | 'cache' | 'network';
  /** Weight of the policy in the score unless `rank` says otherwise. */
  alpha: number;
  /** The same of every output, by its name; in sum 1. */
  weights: Readonly<Record<string, number>>;
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
  rank<T extends object>(items: readonly T[], options?: RankOptions<T>): Promise<Ranking<T>>;
  /** The same of what a page carries: a JSON-LD object, `@graph`, an ItemList, one item by itself. */
  rank<Page extends object>(
    page: Page extends readonly unknown[] ? never : Page,
    options?: RankOptions<Item>,
  ): Promise<Ranking>;
  /**
   * Notes what the person did. Resolves with the signal's id once the next ranking will count it, without
   * waiting for the device. It has been handed to the browser by then, so that it outlasts the page, however that ends,
   * once the database is open (some tens of milliseconds after `createReranker`); a burst goes in parts of 100. It is
   * certain after `flush`; `dispose` brings home what was recorded before it, awaited or not. The same item and type within a second count once. A type that the model gives no
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
  observe(container: PageElement, options?: ObserveOptions): () => void;
  /** Everything personal that is held: for the person to see, and for {@link import} on another device. */
  export(): Promise<PersonalData>;
  /**
   * Takes what `export` gave, here or on another device, beside what is held already; what is held twice counts once.
   * Signals whose codes are of another model count once their items are ranked here.
   *
   * @returns how many signals were new
   * @throws INVALID_ARGUMENT saying what is wrong; nothing is taken then
   */
  import(data: unknown): Promise<number>;
  /** Whether ranking helps here, by running counts over clicks; they leave the device by `export` alone. */
  insights(): Promise<Insights>;
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
  /**
   * Calls `listener` with what happens from now on; returns the way to stop. One that throws is reported, and harms nobody
   * else.
   *
   * @throws INVALID_ARGUMENT for a name that is none
   */
  on<Name extends keyof RerankerEvents>(
    name: Name,
    listener: (payload: RerankerEvents[Name]) => void,
  ): () => void;
  /** Which engine runs now, and why the others do not. */
  readonly engine: EngineStatus;
  /** Which model ranks, and where it came from. */
  readonly model: ModelStatus;
  /** Where data goes now, and why. */
  readonly storage: StorageStatus;
  /** Frees everything. */
  dispose(): void;
}
