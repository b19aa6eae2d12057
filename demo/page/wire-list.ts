import { readParagraphs } from '../read/description.ts';
import { html } from '../view/html.ts';
import { draw, explain, type Desk } from './desk.ts';
import { byId, fill, find } from './dom.ts';
import { leave } from './flip.ts';
import { isOpen, showReasons, toggle } from './why.ts';

/** Parts of a card that a click does not open. */
const QUIET = '.actions, .more, .reasons';

/** What a person does in the list, beside what the package observes by itself. */
export function wireList(
  desk: Desk,
  change: (work: () => unknown) => void,
  onTouch: (id: string) => void,
): void {
  const list = byId('items');
  // On the way down: the package sees a click before it comes back up, and what it records is drawn for this item.
  byId('frame').addEventListener(
    'click',
    (event) => {
      const target = event.target as Element;
      const card = target.closest<HTMLElement>('.card');
      if (card && !target.closest(QUIET)) onTouch(card.dataset['itemId']!);
    },
    { capture: true },
  );
  list.addEventListener('click', (event) => {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>('.card');
    const id = card?.dataset['itemId'];
    if (!card || !id) return;
    if (target.closest('.why')) return change(() => toggleReasons(desk, card, id));
    if (target.closest('.save')) return change(() => toggleSaved(desk, card, id, onTouch));
    if (target.closest('.dismiss')) return change(() => dismiss(desk, card, id, onTouch));
    if (target.closest(QUIET)) return;
    // An opened card shows its text; that it was opened, the package has seen by itself.
    toggleText(desk, card, id);
  });
  byId('more').addEventListener('click', () =>
    change(() => {
      desk.state.isAllShown = true;
      return draw(desk, {});
    }),
  );
}

function toggleText({ state }: Desk, card: HTMLElement, id: string): void {
  const isNow = !isOpen(card, '.open');
  toggle(card, '.open', '.more', isNow);
  if (!isNow) return;
  const item = state.ranking?.items.find((ranked) => ranked.id === id)?.item;
  const paragraphs = readParagraphs(String(item?.['description'] ?? ''));
  fill(
    find(card, '.more'),
    paragraphs.length > 0
      ? html`${paragraphs.map((text) => html`<p>${text}</p>`)}`
      : html`<p>It says no more.</p>`,
  );
}

async function toggleReasons(desk: Desk, card: HTMLElement, id: string): Promise<void> {
  if (isOpen(card, '.why')) return toggle(card, '.why', '.reasons', false);
  showReasons(card, await explain(desk.state), id);
}

async function toggleSaved(
  { state }: Desk,
  card: HTMLElement,
  id: string,
  onTouch: (id: string) => void,
): Promise<void> {
  onTouch(id);
  const { signals } = await state.reranker.export();
  const saved = signals.find(({ type, itemId }) => type === state.room.keep.type && itemId === id);
  if (saved) return void (await state.reranker.undo(saved.id));
  const position = Number(card.dataset['position']);
  await state.reranker.record({ type: state.room.keep.type, itemId: id, position });
}

async function dismiss(
  { state }: Desk,
  card: HTMLElement,
  id: string,
  onTouch: (id: string) => void,
): Promise<void> {
  onTouch(id);
  const hadFocus = card.contains(document.activeElement);
  const next = card.nextElementSibling ?? card.previousElementSibling;
  await leave(card);
  // The focus goes on to the job that takes the place.
  if (hadFocus) next?.querySelector<HTMLElement>('.open')?.focus({ preventScroll: true });
  const position = Number(card.dataset['position']);
  await state.reranker.record({ type: state.room.refuse, itemId: id, position });
}
