import type { Desk } from '../page/desk.ts';
import { byId, fill } from '../page/dom.ts';
import { checkList, countLimits } from './limits.ts';
import { renderLimits } from './limits-view.ts';

/** Draws what each limit holds down, and draws it again with every ranking. */
export function openLimits(desk: Desk): void {
  const { state } = desk;
  const draw = (): void => {
    const { ranking, reranker, person, profile } = state;
    if (ranking === undefined) return;
    // Nobody has graded a person whom somebody has edited.
    const held = profile === person.profile ? person.held : undefined;
    const rows = countLimits(reranker.model.metadata, ranking, held);
    fill(byId('limits-drawer-body'), renderLimits(rows, checkList(ranking, rows), state.room));
  };
  draw();
  desk.onDrawn.add(draw);
}
