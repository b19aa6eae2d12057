const LONGEST_MS = 2000;

/** Does something once the page has nothing better to do. */
export function whenIdle(work: () => unknown): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: LONGEST_MS });
  else setTimeout(work, LONGEST_MS / 10);
}
