import type { Connection } from './connection.ts';
import { beginOf, isNewDatabase } from './epoch.ts';
import { PERSONAL_STORES, type StorageEvent } from './key-value-store.ts';
import type { Mark } from './mark.ts';
import type { Pending } from './pending.ts';
import type { Tabs } from './tabs.ts';
import type { Batch } from './write-changes.ts';
import { tellListeners } from '../tell-listeners.ts';

/** What a database's functions share. */
export interface DatabaseState {
  connection: Connection;
  /** What the database has not taken yet. */
  pending: Pending;
  tabs: Tabs;
  keptMark: Mark;
  forgetMark: Mark;
  listeners: Set<(event: StorageEvent) => void>;
  /** The epoch that this tab's writes belong to; unknown until the database has opened. */
  epoch: string | undefined;
  /** The last epoch whose beginning was acted on, so that it is not acted on twice. */
  entered: string | undefined;
  isFull: boolean;
  /** When the connection was lost last, in milliseconds since 1970. */
  lostAt: number | undefined;
  /** How long a call may wait for the browser. */
  timeoutMs: number;
  /** Transactions under way, and what goes with the next ones. */
  sending: Set<Promise<boolean>>;
  waiting: Batch[];
  /** Until the database has opened: resolves once it turns out that there was none, so nothing in it. */
  isNew: Promise<void> | undefined;
}

/** Tells the listeners what another tab did. */
export function emit({ listeners }: DatabaseState, event: StorageEvent): void {
  tellListeners(listeners, event);
}

/**
 * What came until then is forgotten by the epoch that has begun (ms since 1970); what came later is of that epoch. Of a
 * database that the browser has deleted it was this tab's first notice that counts: the new one was made after it.
 */
export function forgottenUntil({ lostAt }: DatabaseState, next: string | undefined): number {
  const begin = beginOf(next);
  return isNewDatabase(next) ? Math.min(begin, lostAt ?? begin) : begin;
}

/** Personal data has been forgotten elsewhere: what this tab still holds of it goes too. */
export function enterEpoch(state: DatabaseState, next: string | undefined): void {
  state.pending.discard(PERSONAL_STORES, forgottenUntil(state, next));
  state.epoch = next ?? state.epoch;
  state.entered = next;
  emit(state, { type: 'forget' });
}
