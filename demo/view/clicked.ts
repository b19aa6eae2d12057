import { html, type Html } from './html.ts';

/** A row of what would be clicked. */
export interface ClickedRow {
  id: string;
  title: string;
  /** Where it comes from, in a few words. */
  facts: readonly string[];
  /** Its rank in the person's list. */
  rank: number;
  /** The policy's sentence against it: the row is struck out. */
  against?: string | undefined;
}

const FEW_FACTS = 2;

/** A row of the list by clicks alone. */
export function renderClicked({ id, title, facts, rank, against }: ClickedRow): Html {
  const isOut = against !== undefined;
  return html`<li class="${isOut ? 'clicked out' : 'clicked'}" data-clicked-id="${id}">
    ${isOut ? html`<s>${title}</s>` : html`<b>${title}</b>`}
    ${
      isOut
        ? html`<span class="against">${against}</span>`
        : html`<span class="facts"
            >${facts.slice(0, FEW_FACTS).map((fact) => html`<span>${fact}</span> `)}</span
          >`
    }
    <span class="goes" title="Its place in your list"
      ><span class="visually-hidden">in your list: </span>→ ${rank}</span
    >
  </li>`;
}
