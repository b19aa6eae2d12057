import type { UserSignal } from 'pocketrank';
import { renderSignals } from '../view/signals.ts';
import type { Desk } from './desk.ts';
import { byId, fill } from './dom.ts';
import { titleOf } from './titles.ts';

/** Draws what the person did here. Gives all signals, oldest first. */
export async function drawSignals({ state, coach }: Desk): Promise<readonly UserSignal[]> {
  const { signals } = await state.reranker.export();
  const own = signals.filter(({ type }) => type !== 'impression');
  fill(
    byId('signals'),
    renderSignals(own, (id) => titleOf(state, id)),
  );
  byId('signals-empty').hidden = own.length > 0;
  byId<HTMLButtonElement>('undo').disabled = own.length === 0;
  byId('storage').textContent =
    state.reranker.storage.kind === 'indexeddb' ? 'on this device' : 'in this page’s memory';
  const opened = new Set(own.filter(({ type }) => type === 'click').map(({ itemId }) => itemId));
  coach.noteOpened(opened.size);
  if (own.some(({ type }) => type === state.room.refuse)) coach.noteDone('dismiss');
  return own;
}

/**
 * Takes back the last thing that the person did on purpose: an automatic "read" goes with the opening that it followed.
 *
 * @returns what was taken back
 */
export async function undoLast({ state }: Desk): Promise<UserSignal | undefined> {
  const { signals } = await state.reranker.export();
  const meant = [...signals].reverse().find(({ type }) => type !== 'impression' && type !== 'view');
  if (meant === undefined) return undefined;
  for (const { id, type, itemId, at } of signals) {
    if (type === 'view' && itemId === meant.itemId && at >= meant.at) await state.reranker.undo(id);
  }
  return state.reranker.undo(meant.id);
}
