import type { ObserveOptions } from '../page/page-signal.ts';
import type { SignalInput } from '../types.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

/** See `Reranker.observe`; its code is fetched first. */
export async function observe(
  session: Session,
  container: Element,
  options?: ObserveOptions,
): Promise<() => void> {
  const { observeItems } = await import('../page/observe-items.ts');
  // A page may show items that were never ranked; that is no fault of the person's click.
  const onSignal = (signal: SignalInput): void => void record(session, signal).catch(() => {});
  return observeItems(container, onSignal, session.now, options);
}
