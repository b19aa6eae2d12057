import type { State } from './state.ts';

/** The title of an item by its id, as last ranked. */
export function titleOf(state: State, itemId: string): string {
  const found = state.ranking?.items.find(({ id }) => id === itemId);
  return found ? state.read(found.item).title : `a ${state.room.one}`;
}
