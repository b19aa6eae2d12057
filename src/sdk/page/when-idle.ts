/**
 * Runs `work` once, when the page has nothing better to do; its failures are swallowed. Where there is no
 * page (Node, edge), it is never run: nothing personal is kept there, and a process must be able to end.
 *
 * @returns the way to call it off
 */
export function whenIdle(work: () => Promise<void>): () => void {
  if (typeof document === 'undefined') return () => {};
  const run = (): void => void work().catch(() => {});
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, 1_000);
  return () => clearTimeout(timer);
}
