import type { PageSignal } from './page-signal.ts';

/** Shorter visits say nothing; longer ones are somebody who left the machine. */
const MIN_DWELL_MS = 5_000;
const MAX_DWELL_MS = 300_000;

/** Times how long the person stays with an item after clicking it. */
export function createVisits(
  page: Document,
  onSignal: (signal: PageSignal) => void,
): { start(signal: PageSignal): void; stop(): void } {
  let open: { signal: PageSignal; at: number } | undefined;
  let wasHidden = false;

  function end(): void {
    if (open === undefined) return;
    const { signal, at } = open;
    open = undefined;
    const dwellMs = Math.min(performance.now() - at, MAX_DWELL_MS);
    if (dwellMs >= MIN_DWELL_MS) onSignal({ ...signal, type: 'view', dwellMs });
  }

  function onVisibility(): void {
    if (page.visibilityState === 'hidden') wasHidden = true;
    else if (wasHidden) {
      wasHidden = false;
      end();
    }
  }

  page.addEventListener('visibilitychange', onVisibility);
  return {
    start(signal) {
      end();
      wasHidden = false;
      open = { signal, at: performance.now() };
    },
    stop() {
      end();
      page.removeEventListener('visibilitychange', onVisibility);
    },
  };
}
