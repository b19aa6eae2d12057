/** A wait that ended without an answer. The work itself may still finish. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** A timer that comes this much too late says that the page itself was busy, or frozen. */
const LATE_MS = 100;

/**
 * Waits for `work` for `timeoutMs` at most, then rejects with {@link TimeoutError}; time in which the page could not
 * have taken an answer does not count. A late rejection of `work` is swallowed.
 */
export function withTimeout<T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const wait = (): void => {
      const due = performance.now() + timeoutMs;
      timer = setTimeout(() => {
        if (performance.now() > due + LATE_MS) wait();
        else reject(new TimeoutError(`${what} took longer than ${timeoutMs} ms.`));
      }, timeoutMs);
    };
    wait();
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
