import type { Item, RankedItem } from 'pocketrank';
import type { ShownItem } from '../read/item.ts';
import { renderCard, renderMarks, renderWhere, type Standing } from '../view/card.ts';
import { build, fill, find, nextFrame } from './dom.ts';
import { glide, measure } from './flip.ts';

/** How many cards are made before the browser may draw again. */
const CHUNK = 4;

/** What is to be drawn. */
export interface Drawing {
  items: readonly RankedItem[];
  read(item: Item): ShownItem;
  /** What the button that keeps an item says. */
  keep: string;
  /** Skills of the person, folded to lower case. */
  wanted: ReadonlySet<string>;
  standingOf(item: RankedItem): Standing;
  /** Cards glide to their places. */
  isAnimated: boolean;
  /** The item that is to stay where it is on the screen, if there is one. */
  anchor?: string | undefined;
}

/** The list of cards. */
export interface CardList {
  /** Draws; resolves once all cards stand. Gives the milliseconds that the movement takes. */
  draw(drawing: Drawing): Promise<number>;
  /** Puts the cards that stand in another order, at once. */
  arrange(ids: readonly string[]): void;
  cardOf(id: string): HTMLElement | undefined;
  clear(): void;
}

/** Keeps the cards of a list: each is made once, and brought up to date with every ranking. */
export function createCardList(list: HTMLElement): CardList {
  // What was drawn before this code ran is taken over.
  const cards = new Map(
    [...list.children].map((card) => [card.getAttribute('data-item-id')!, card as HTMLElement]),
  );
  let lastKey = 0;

  function update(card: HTMLElement, standing: Standing): void {
    card.dataset['position'] = String(standing.rank);
    fill(find(card, '.where'), renderWhere(standing));
    fill(find(card, '.marks'), renderMarks(standing));
    card.classList.toggle('opened', standing.isOpened === true);
    find(card, '.save').setAttribute('aria-pressed', String(standing.isSaved === true));
  }

  function make(ranked: RankedItem, drawing: Drawing): HTMLElement {
    const { wanted, keep } = drawing;
    const key = `c${++lastKey}`;
    const item = drawing.read(ranked.item);
    const standing = drawing.standingOf(ranked);
    const card = build(renderCard({ id: ranked.id, key, item, wanted, keep, standing }));
    cards.set(ranked.id, card);
    return card;
  }

  async function place(drawing: Drawing): Promise<void> {
    let made = 0;
    const kept = new Set<Element>();
    for (const [at, ranked] of drawing.items.entries()) {
      let card = cards.get(ranked.id);
      if (card === undefined) {
        card = make(ranked, drawing);
        made += 1;
      }
      update(card, drawing.standingOf(ranked));
      kept.add(card);
      if (list.children[at] !== card) list.insertBefore(card, list.children[at] ?? null);
      if (made === CHUNK) {
        made = 0;
        await nextFrame();
      }
    }
    for (const child of Array.from(list.children)) if (!kept.has(child)) child.remove();
  }

  return {
    cardOf: (id) => cards.get(id),
    arrange(ids) {
      const standing = ids.map((id) => cards.get(id)).filter((card) => card?.isConnected);
      list.append(...(standing as HTMLElement[]));
    },
    clear() {
      cards.clear();
      list.replaceChildren();
    },
    async draw(drawing) {
      const { anchor, isAnimated } = drawing;
      const before = isAnimated ? measure(list) : new Map<Element, number>();
      const still = anchor === undefined ? undefined : cards.get(anchor);
      const stood = still && before.get(still);
      const focused = document.activeElement;
      await place(drawing);
      keepFocus(focused);
      if (still?.isConnected && stood !== undefined) {
        const moved = still.getBoundingClientRect().top - stood;
        scrollBy({ top: moved, behavior: 'instant' });
      }
      return glide(list, before);
    },
  };
}

/** An element that is put elsewhere loses the focus; it gets it back. */
function keepFocus(focused: Element | null): void {
  if (focused === document.activeElement || !(focused instanceof HTMLElement)) return;
  if (focused.isConnected) focused.focus({ preventScroll: true });
}
