import { html, type Html } from '../view/html.ts';
import type { RoomSource } from './room.ts';

const ROOMS = [
  { name: 'index', path: './', title: 'List' },
  { name: 'policy', path: 'policy.html', title: 'Policy' },
  { name: 'products', path: 'products.html', title: 'Cookbook' },
  { name: 'languages', path: 'languages.html', title: 'Languages' },
];

/**
 * Links to the rooms of the site; the one that is open is marked.
 *
 * @param withLanguages whether the site has the model that the room of languages shows
 */
export function renderRooms(open: string, withLanguages: boolean): Html {
  const rooms = ROOMS.filter(({ name }) => name !== 'languages' || withLanguages);
  return html`<nav class="rooms" aria-label="Rooms">
    ${rooms.map(
      ({ name, path, title }) =>
        html`<a href="${path}" ${name === open ? HERE : undefined}>${title}</a>`,
    )}
  </nav>`;
}

/** Links from one domain of the cookbook to the others. */
export function renderShelf(rooms: readonly RoomSource[], open: string): Html {
  return html`<nav class="shelf" aria-label="Domains">
    ${rooms.map(
      ({ id, name }) => html`<a href="${id}.html" ${id === open ? HERE : undefined}>${name}</a> `,
    )}
  </nav>`;
}

const HERE = html`aria-current="page"`;
