import type { Room } from '../read/room.ts';
import { html, type Html } from './html.ts';

export type StepId = 'open' | 'dismiss' | 'offline';

/** The three things to try, in order. */
export function stepsOf({ many }: Pick<Room, 'many'>): { id: StepId; title: string }[] {
  return [
    { id: 'open', title: `Open two ${many} that you like` },
    { id: 'dismiss', title: 'Dismiss one: “Not for me”' },
    { id: 'offline', title: 'Cut the line, and go on' },
  ];
}

/** The steps, those done ticked and the next one marked. */
export function renderSteps(
  steps: ReturnType<typeof stepsOf>,
  done: ReadonlySet<StepId>,
  opened: number,
): Html {
  const next = steps.find(({ id }) => !done.has(id))?.id;
  return html`${steps.map(({ id, title }, at) => {
    const isDone = done.has(id);
    const count = id === 'open' && !isDone && opened > 0 && html` <small>(${opened} of 2)</small>`;
    return html`<li class="${isDone ? 'done' : id === next ? 'next' : 'later'}">
      <span class="tick" aria-hidden="true">${isDone ? '✓' : at + 1}</span
      ><span>${title}${count}<span class="visually-hidden">${isDone && ', done'}</span></span>
    </li>`;
  })}`;
}
