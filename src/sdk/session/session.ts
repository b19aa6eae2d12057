import { PocketRankError } from '../../core/errors.ts';
import type { CurrentEngine } from '../engines/current-engine.ts';
import type { Rejection } from '../engines/select-engine.ts';
import type { StartedModel } from '../model/start-model.ts';
import type { CodeKeeper } from '../ranking/keep-codes.ts';
import type { KnownItems } from '../ranking/known-items.ts';
import type { Ranker } from '../ranking/ranker.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';

/** All that one reranker holds: its methods are functions of this. */
export interface Session extends Omit<StartedModel, 'running'> {
  now: () => number;
  /** What may outlive the page. */
  device: KeyValueStore;
  /** Where personal data goes: the device, without consent memory. */
  personal: KeyValueStore;
  engine: CurrentEngine;
  /** Engines that may not run here, and why. */
  rejected: Rejection[];
  known: KnownItems;
  log: SignalLog;
  /** Resolves once the signals of earlier visits are there, or have taken too long. */
  ready: Promise<void>;
  ranker: Ranker;
  /** Absent where codes are not kept. */
  codeKeeper: CodeKeeper | undefined;
  /** Called whenever the signals change. */
  listeners: Set<() => void>;
  /** Ends what goes on by itself. */
  stops: Set<() => void>;
  rankings: number;
  isDisposed: boolean;
  /** Why the model may not rank, as its proof found out. */
  refusal?: PocketRankError;
}

/** @throws DISPOSED; why the model may not rank */
export function checkAlive({ isDisposed, refusal }: Session): void {
  if (isDisposed) {
    throw new PocketRankError('DISPOSED', 'This reranker was disposed of.', {
      hint: 'Create another one.',
    });
  }
  if (refusal) throw refusal;
}

/** Forgets what is personal, as far as it is in memory. */
export function clearMemory({ log, known, ranker }: Session): void {
  log.clear();
  known.clear();
  ranker.clear();
}
