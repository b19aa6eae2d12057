import type { Item } from 'pocketrank';
import type { ShownItem } from '../read/item.ts';
import type { Room } from '../read/room.ts';
import { renderCard } from '../view/card.ts';
import { html } from '../view/html.ts';
import { byId, fill } from './dom.ts';

/** Says that ranking does not work, and shows the order that the server sent, if it is known. */
export function showFailure(
  error: unknown,
  room: Room,
  items: readonly Item[] | undefined,
  read: (item: Item) => ShownItem,
): void {
  const message = error instanceof Error ? error.message : String(error);
  const box = byId('failure');
  box.textContent =
    items === undefined
      ? `The list cannot be ranked here: ${message}`
      : `The list cannot be ranked here, so you see the order that the server sent. ${message}`;
  box.hidden = false;
  byId('items').setAttribute('aria-busy', 'false');
  document.body.classList.add('failed');
  if (items === undefined) return;
  byId('items-title').textContent = 'As the server sent it';
  fill(
    byId('items'),
    html`${items.map((item, at) =>
      renderCard({
        id: String(item.identifier),
        key: `s${at}`,
        item: read(item),
        keep: room.keep.label,
        wanted: new Set(),
        standing: { rank: at + 1 },
      }),
    )}`,
  );
}
