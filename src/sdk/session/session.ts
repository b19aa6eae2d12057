import type { PocketRankError } from '../../core/errors.ts';
import type { CurrentEngine } from '../engines/current-engine.ts';
import type { Rejection } from '../engines/select-engine.ts';
import type { StartedModel } from '../model/start-model.ts';
import type { CodeKeeper } from '../ranking/keep-codes.ts';
import type { KnownItems } from '../ranking/known-items.ts';
import type { Ranker } from '../ranking/ranker.ts';
import type { createTurns } from '../ranking/turns.ts';
import type { Journal } from '../signals/journal.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import type { Ranking } from '../types.ts';
import type { Watched } from './observe.ts';
import type { ShownLists } from './shown-lists.ts';
import type { Hook } from './tell.ts';
import type { KeyValueStore, StorageStatus } from '../storage/key-value-store.ts';

/** What `attend` gives a session. */
export interface Attended {
  /** What may outlive the page. */
  device: KeyValueStore;
  /** Where personal data goes: the device, without consent memory. */
  personal: KeyValueStore;
  log: SignalLog;
  journal: Journal;
  /** Absent where codes are not kept. */
  codeKeeper: CodeKeeper | undefined;
  /** Resolves once what earlier visits have left is there, however long that takes. */
  read: Promise<unknown>;
  /** The items whose impressions have been noted on this page. */
  seen: Set<string>;
  /** Signals that are being noted: the session ends when they are. */
  recording: Set<Promise<unknown>>;
  /** Tells where data goes, if that has changed. */
  checkStorage: () => void;
  /** The lists that the page shows, to know their items again once all is forgotten. */
  lists: ShownLists;
}

/** All that one reranker holds: its methods are functions of this. */
export interface Session extends Omit<StartedModel, 'running'>, Attended {
  now: () => number;
  /** Of the database. */
  storageName: string;
  engine: CurrentEngine;
  /** Engines that may not run here, and why. */
  rejected: Rejection[];
  known: KnownItems;
  ranker: Ranker;
  /** Rankings take turns. */
  turns: ReturnType<typeof createTurns>;
  /** Whether the host wants nothing kept on the device. */
  keepsNothing: boolean;
  /** Where data goes, before there is a store to ask. */
  status: StorageStatus;
  /** The code of everything but ranking, once the session has it; `undefined` where it cannot be fetched. */
  later: Promise<Later | undefined>;
  /** Resolves once the signals of earlier visits are there, or have taken too long. */
  ready: Promise<unknown>;
  /** Who wants to know of events. */
  hooks: Set<Hook>;
  /** Called whenever the signals change. */
  listeners: Set<() => void>;
  /** Ends what goes on by itself. */
  stops: Set<() => void>;
  /** Called before a ranking is handed out. @throws ENGINE_FAILED where its engine turns out to be wrong */
  verify?: () => Promise<void>;
  /** Called when an engine turned out to be wrong. */
  onWrong?: () => void;
  /** Called after every ranking, once there is anything to do then. */
  onRanked?: () => void;
  /** Observes at once, once the code for it is there. */
  observe?: (...watched: Watched) => () => void;
  /** Ends the session once all that the person did is noted and handed over; there only where something can be. */
  leave?: () => Promise<void>;
  /** What was ranked last, and against what its order was interleaved. */
  last?: [ranking: Ranking, against: 'given' | 'base' | undefined];
  isDisposed: boolean;
  /** Whether nothing can be noted any more: some time after `isDisposed`. */
  isOver?: boolean;
  /** Why the model may not rank, as its proof found out. */
  refusal?: PocketRankError;
}

/** The code of everything but ranking. */
export type Later = typeof import('./later.ts');

/** A session that ranks already; what else it does may still be on its way. */
export type RankingSession = Omit<Session, keyof Attended> & Partial<Attended>;
