import { html, type Html } from '../view/html.ts';

const ROOMS = [
  { name: 'index', path: './', title: 'The list' },
  { name: 'policy', path: 'policy.html', title: 'The policy' },
];

/** Links to the rooms of the site; the one that is open is marked. */
export function renderRooms(open: string): Html {
  return html`<nav class="rooms" aria-label="Rooms">
    ${ROOMS.map(
      ({ name, path, title }) =>
        html`<a href="${path}" ${name === open ? HERE : undefined}>${title}</a>`,
    )}
  </nav>`;
}

const HERE = html`aria-current="page"`;
