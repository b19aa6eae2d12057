import { signalOf } from '../page/action-of.ts';
import { observeItems } from '../page/observe-items.ts';
import type { ObserveOptions } from '../page/page-signal.ts';
import type { SignalInput } from '../types.ts';
import type { EarlyClick } from './early-clicks.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

/**
 * See `Reranker.observe`.
 *
 * @param early clicks on the container before this code was there
 */
export function observe(
  session: Session,
  container: Element,
  options?: ObserveOptions,
  early: readonly EarlyClick[] = [],
): () => void {
  // A page may show items that were never ranked; that is no fault of the person's click.
  const onSignal = (signal: SignalInput): void => void record(session, signal).catch(() => {});
  const stop = observeItems(container, onSignal, session.seen, options);
  for (const [path, items, actions] of early) {
    const happened = { path, items: namesOf(path, items), actions: namesOf(path, actions) };
    const signal = signalOf(happened, container);
    if (signal) onSignal(signal);
  }
  return stop;
}

/** What is watched, and how: the parameters of `observe`. */
export type Watched = [container: Element, options?: ObserveOptions, early?: readonly EarlyClick[]];

/** The elements of a path that have a name, with it. */
function namesOf(
  path: readonly EventTarget[],
  names: readonly (string | null | undefined)[],
): Map<EventTarget, string> {
  const found = new Map<EventTarget, string>();
  for (const [i, node] of path.entries()) {
    const name = names[i];
    if (typeof name === 'string') found.set(node, name);
  }
  return found;
}
