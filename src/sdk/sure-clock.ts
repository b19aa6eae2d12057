/** The last millisecond that a `Date` can tell. */
const LAST_MS = 8.64e15;

/** Clocks in milliseconds since 1970 to ask where the one at hand gives no time, or throws. */
const OTHERS: readonly (() => number)[] = [
  () => Date.now(),
  () => performance.timeOrigin + performance.now(),
];

/** A clock that always tells a time: by `now` where that does, else by the device. */
export function createSureClock(now: () => number): () => number {
  return () => {
    for (const clock of [now, ...OTHERS]) {
      try {
        const at = clock();
        if (at >= 0 && at <= LAST_MS) return at;
      } catch {
        // The next one.
      }
    }
    return 0;
  };
}
