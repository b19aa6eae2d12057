import { html, type Html } from './html.ts';

/** The three things to try. */
export const STEPS = [
  { id: 'open', title: 'Open two jobs that you like' },
  { id: 'dismiss', title: 'Dismiss one: “Not for me”' },
  { id: 'offline', title: 'Cut the line, and go on' },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

/** The steps, those done ticked and the next one marked. */
export function renderSteps(done: ReadonlySet<StepId>, opened: number): Html {
  const next = STEPS.find(({ id }) => !done.has(id))?.id;
  return html`${STEPS.map(({ id, title }, at) => {
    const isDone = done.has(id);
    const count = id === 'open' && !isDone && opened > 0 && html` <small>(${opened} of 2)</small>`;
    return html`<li class="${isDone ? 'done' : id === next ? 'next' : 'later'}">
      <span class="tick" aria-hidden="true">${isDone ? '✓' : at + 1}</span
      ><span>${title}${count}<span class="visually-hidden">${isDone && ', done'}</span></span>
    </li>`;
  })}`;
}
