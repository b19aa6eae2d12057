import type { EventType } from '../../core/types.ts';
import { createImpressions } from './impressions.ts';
import { positionOf, type ObserveOptions, type PageSignal } from './page-signal.ts';
import { createVisits } from './visits.ts';

const ACTIONS: ReadonlySet<string> = new Set(['click', 'view', 'save', 'apply', 'dismiss']);

/**
 * Watches the elements with `data-job-id` in a container, those there now and those that come later:
 * - an *impression*, once a page for each job: at least half in view for a second;
 * - a *click* anywhere on the element; a control within it can name another action with
 *   `data-job-action="save"` (or `apply`, `dismiss`, `view`);
 * - *dwell*: a `view` with `dwellMs`, when the person comes back from a clicked job after five seconds or
 *   more (by returning to the page or clicking another job).
 *
 * The position is `data-position`, else the place among the container's elements. What the browser lacks is
 * left out; nothing here throws.
 *
 * @returns the way to stop
 */
export function observeJobs(
  container: Element,
  onSignal: (signal: PageSignal) => void,
  now: () => number,
  options: ObserveOptions = {},
): () => void {
  const impressions = createImpressions(container, onSignal, options);
  const visits = createVisits(container.ownerDocument, onSignal, now);

  function onClick(event: Event): void {
    const target = event.target as Element | null;
    const element = target?.closest?.('[data-job-id]');
    const jobId = element?.getAttribute('data-job-id');
    if (!element || !jobId || !container.contains(element)) return;
    const control = target!.closest('[data-job-action]');
    const action =
      control && element.contains(control) ? control.getAttribute('data-job-action') : 'click';
    // An unknown action ("share") is the page's own affair.
    if (action === null || !ACTIONS.has(action)) return;
    const signal = { type: action as EventType, jobId, position: positionOf(container, element) };
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
