import type { ObserveOptions } from '../page/page-signal.ts';
import type { SignalInput } from '../types.ts';
import { record } from './record.ts';
import { checkAlive, type Session } from './session.ts';

/** See `Reranker.observe`. */
export function observe(
  session: Session,
  container: Element,
  options?: ObserveOptions,
): () => void {
  checkAlive(session);
  const { stops, now } = session;
  let stopObserving: (() => void) | undefined;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    stops.delete(stop);
    stopObserving?.();
  };
  stops.add(stop);
  // A page may show items that were never ranked; that is no fault of the person's click.
  const onSignal = (signal: SignalInput): void => void record(session, signal).catch(() => {});
  import('../page/observe-items.ts').then(
    ({ observeItems }) => {
      if (!isStopped) stopObserving = observeItems(container, onSignal, now, options);
    },
    () => {},
  );
  return stop;
}
