import type { UserSignal } from 'pocketrank';
import { html, type Html } from './html.ts';

const VERBS: Readonly<Record<string, string>> = {
  view: 'read',
  click: 'opened',
  save: 'saved',
  apply: 'applied to',
  dismiss: 'dismissed',
  cart: 'added',
  purchase: 'bought',
  hide: 'dismissed',
  contact: 'asked about',
};
const MAX_SIGNALS = 8;

/** What a person did with an item, as a verb. */
export function verbOf(type: string): string {
  return VERBS[type] ?? type;
}

/** The latest of what a person did, newest first. */
export function renderSignals(
  signals: readonly UserSignal[],
  titleOf: (itemId: string) => string,
): Html {
  const latest = signals.filter(({ type }) => type !== 'impression').reverse();
  return html`${latest.slice(0, MAX_SIGNALS).map(({ id, type, itemId }) => {
    const title = titleOf(itemId);
    return html`<li class="${verbOf(type)}">
      <span><b>${verbOf(type)}</b> ${title}</span>
      <button type="button" class="x" data-undo="${id}">
        <span aria-hidden="true">×</span
        ><span class="visually-hidden">Take back: ${verbOf(type)} ${title}</span>
      </button>
    </li>`;
  })}${
    latest.length > MAX_SIGNALS &&
    html`<li class="quiet">and ${latest.length - MAX_SIGNALS} more</li>`
  }`;
}
