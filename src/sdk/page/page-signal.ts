import type { EventType } from '../../core/types.ts';

/** Options of `observe`. */
export interface ObserveOptions {
  /** Share of an element that must be in view to count as seen, 0 … 1. Default 0.5. */
  visibleShare?: number | undefined;
  /** How long it must be in view without a break, in milliseconds. Default 1,000. */
  visibleMs?: number | undefined;
}

/** A signal as the page gives it. */
export interface PageSignal {
  type: EventType;
  itemId: string;
  /** From 1. */
  position?: number;
  dwellMs?: number;
}

/** What shows an item. */
export const ITEM_SELECTOR = '[data-item-id]';

/** The elements of a container that show items, itself before all others where it is one. */
export function itemElements(container: Element): Element[] {
  const within = [...container.querySelectorAll(ITEM_SELECTOR)];
  return container.matches(ITEM_SELECTOR) ? [container, ...within] : within;
}

/** The position that an element shows its item at, from 1; none where it cannot be told, as in a shadow root. */
export function positionOf(container: Element, element: Element): { position?: number } {
  const stated = Number(element.getAttribute('data-position'));
  if (Number.isInteger(stated) && stated >= 1) return { position: stated };
  const index = itemElements(container).indexOf(element);
  return index < 0 ? {} : { position: index + 1 };
}
