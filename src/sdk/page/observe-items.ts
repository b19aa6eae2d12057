import type { EventType } from '../../core/types.ts';
import { createImpressions } from './impressions.ts';
import { positionOf, type ObserveOptions, type PageSignal } from './page-signal.ts';
import { createVisits } from './visits.ts';

/**
 * Watches the elements with `data-item-id` in a container, those there now and those that come later:
 * - an *impression*, once a page for each item: at least half in view for a second;
 * - a *click* anywhere on the element; a control within it can name another action with
 *   `data-item-action="save"`, any event of the model's;
 * - *dwell*: a `view` with `dwellMs`, when the person comes back from a clicked item after five seconds or
 *   more (by returning to the page or clicking another item).
 *
 * The position is `data-position`, else the place among the container's elements. What the browser lacks is
 * left out; nothing here throws.
 *
 * @returns the way to stop
 */
export function observeItems(
  container: Element,
  onSignal: (signal: PageSignal) => void,
  now: () => number,
  options: ObserveOptions = {},
): () => void {
  const impressions = createImpressions(container, onSignal, options);
  const visits = createVisits(container.ownerDocument, onSignal, now);

  function onClick(event: Event): void {
    const target = event.target as Element | null;
    const element = target?.closest?.('[data-item-id]');
    const itemId = element?.getAttribute('data-item-id');
    if (!element || !itemId || !container.contains(element)) return;
    const control = target!.closest('[data-item-action]');
    const action =
      control && element.contains(control) ? control.getAttribute('data-item-action') : 'click';
    if (!action) return;
    const signal = { type: action as EventType, itemId, position: positionOf(container, element) };
    onSignal(signal);
    if (action === 'click') visits.start(signal);
  }

  container.addEventListener('click', onClick);
  return () => {
    container.removeEventListener('click', onClick);
    impressions.stop();
    visits.stop();
  };
}
