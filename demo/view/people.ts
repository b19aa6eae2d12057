import { html, type Html } from './html.ts';

/** A person to choose. */
export interface Choice {
  id: string;
  name: string;
  line: string;
}

/** The choice of people, as radio buttons. */
export function renderPeople(people: readonly Choice[], chosen: string): Html {
  return html`${people.map(
    ({ id, name }) =>
      html`<label class="choice"
        ><input
          type="radio"
          name="person"
          value="${id}"
          ${id === chosen ? CHECKED : undefined}
        /><span>${name}</span></label
      >`,
  )}`;
}

const CHECKED = html`checked`;
