/**
 * Counts every request that the page makes from now on, as the browser itself reports them.
 *
 * @param onCount called with the number so far, and the addresses
 */
export function countRequests(onCount: (addresses: readonly string[]) => void): void {
  const since = performance.now();
  const addresses: string[] = [];
  onCount(addresses);
  if (typeof PerformanceObserver === 'undefined') return;
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      // Entries come late: one may be of a request from before.
      if (startTime >= since) addresses.push(name);
    }
    onCount(addresses);
  }).observe({ type: 'resource', buffered: false });
}
