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

/** The position that an element shows its item at, from 1. */
export function positionOf(container: Element, element: Element): number {
  const stated = Number(element.getAttribute('data-position'));
  if (Number.isInteger(stated) && stated >= 1) return stated;
  return 1 + [...container.querySelectorAll('[data-item-id]')].indexOf(element);
}
