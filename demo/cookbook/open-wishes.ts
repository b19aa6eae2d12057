import { rerank, type Desk } from '../page/desk.ts';
import { byId, fill } from '../page/dom.ts';
import type { Change } from '../page/state.ts';
import { html } from '../view/html.ts';
import { readWish, renderWishes, wishesOf } from './wishes.ts';

const PAUSE_MS = 200;

/** Draws what the person shown has said, each wish to be edited; the list follows. */
export function openWishes(desk: Desk, change: Change): void {
  const { state } = desk;
  const body = byId('wishes-body');
  const draw = (): void => fill(body, renderWishes(wishesOf(state.profile)));
  const rank = (note: string): void =>
    change(async () => {
      await rerank(desk, { isAnimated: true });
      byId('wishes-note').textContent = note;
    });
  let timer: ReturnType<typeof setTimeout> | undefined;
  body.addEventListener('input', ({ target }) => {
    const input = target as HTMLInputElement;
    const name = input.dataset['wish'];
    if (name === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.profile = readWish(state.profile, state.person.profile, name, input.value);
      rank(`Ranked anew, with ${input.dataset['label']} as it stands here.`);
    }, PAUSE_MS);
  });
  body.addEventListener('click', ({ target }) => {
    if ((target as Element).id !== 'reset-wishes') return;
    state.profile = state.person.profile;
    fill(body, html``);
    draw();
    rank('As they said it.');
    byId('reset-wishes').focus();
  });
  draw();
  desk.onPerson.add(draw);
}
