import type { Connection } from './connection.ts';
import { PERSONAL_STORES, type StorageEvent } from './key-value-store.ts';
import type { Mark } from './mark.ts';
import type { Pending } from './pending.ts';
import type { Tabs } from './tabs.ts';
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
  /** Until the database has opened: resolves once it turns out that there was none, so nothing in it. */
  isNew: Promise<void> | undefined;
}

/** Tells the listeners what another tab did. */
export function emit({ listeners }: DatabaseState, event: StorageEvent): void {
  tellListeners(listeners, event);
}

/** Personal data has been forgotten elsewhere: what this tab still holds of it goes too. */
export function enterEpoch(state: DatabaseState, next: string | undefined): void {
  state.pending.discard(PERSONAL_STORES);
  state.epoch = next ?? state.epoch;
  state.entered = next;
  emit(state, { type: 'forget' });
}
