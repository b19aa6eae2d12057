import type { Ranking } from 'pocketrank';
import { renderReasons } from '../view/reasons.ts';
import { fill, find } from './dom.ts';

/** Shows why an item stands where it stands, by a ranking that explains, in its card. */
export function showReasons(card: HTMLElement, explained: Ranking, id: string): void {
  const at = explained.items.findIndex((item) => item.id === id);
  const own = explained.items[at]?.reasons;
  if (own === undefined) return;
  const below = explained.items[at + 1];
  const versus = below && {
    title: String(below.item['title'] ?? 'the next'),
    why: explained.why(id, below.id),
  };
  toggle(card, '.why', '.reasons', true);
  fill(find(card, '.reasons'), renderReasons(own, versus));
}

/** Opens or closes a part of a card, and says so to assistive technology. */
export function toggle(card: HTMLElement, button: string, part: string, opens: boolean): void {
  find(card, button).setAttribute('aria-expanded', String(opens));
  find(card, part).hidden = !opens;
}

/** Whether a part of a card is open. */
export function isOpen(card: HTMLElement, button: string): boolean {
  return find(card, button).getAttribute('aria-expanded') === 'true';
}
