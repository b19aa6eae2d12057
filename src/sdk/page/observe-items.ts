import { createClicks } from './clicks.ts';
import { createImpressions } from './impressions.ts';
import type { ObserveOptions, PageSignal } from './page-signal.ts';
import { createVisits } from './visits.ts';

/**
 * Watches the elements with `data-item-id` in a container (or the container, where it is one), those there now and those
 * that come later:
 * - an *impression*, once a page for each item: at least half in view for a second;
 * - a *click* anywhere on the element, also by the middle button; a control within it, also one in an open shadow root,
 *   can name another action with `data-item-action="save"`, any event of the model's;
 * - *dwell*: a `view` with `dwellMs`, when the person comes back from a clicked item after five seconds or
 *   more (by returning to the page or clicking another item).
 *
 * The position is `data-position`, else the place among the container's elements. What the browser lacks is
 * left out; nothing here throws.
 *
 * @param seen the items whose impressions have been noted on this page; grows
 * @returns the way to stop
 */
export function observeItems(
  container: Element,
  onSignal: (signal: PageSignal) => void,
  seen: Set<string>,
  options: ObserveOptions = {},
): () => void {
  const impressions = createImpressions(container, onSignal, seen, options);
  const visits = createVisits(container.ownerDocument, onSignal);
  const clicks = createClicks(container, (signal) => {
    onSignal(signal);
    if (signal.type === 'click') visits.start(signal);
  });
  return () => {
    clicks.stop();
    impressions.stop();
    visits.stop();
  };
}
