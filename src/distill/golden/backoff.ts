/** How long to wait between attempts. */
export interface BackoffOptions {
  /** The ceiling of the first wait, in milliseconds. */
  baseMs: number;
  /** The ceiling of every wait that the server does not ask for, in milliseconds. */
  maxMs: number;
}

/**
 * The wait before another attempt: drawn evenly between half and all of `baseMs · 2^attempt`, at most
 * `maxMs`, so that callers who failed together do not come back together.
 *
 * Source: Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), equal jitter.
 *
 * @param attempt attempts that failed before this one, from 0
 * @param random a uniform number in [0, 1)
 */
export function backoffMs(
  attempt: number,
  random: number,
  { baseMs, maxMs }: BackoffOptions,
): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** attempt);
  return ceiling / 2 + (random * ceiling) / 2;
}

/** Longest wait that a server may ask for: a broken header must not stop a run for a day. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * The wait that a server asks for in `Retry-After` (RFC 9110: seconds, or a date) or in `retry-after-ms`,
 * in milliseconds, at most ten minutes; undefined where it asks for none.
 *
 * @param now milliseconds since 1970 UTC
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (exact >= 0) return Math.min(exact, MAX_RETRY_AFTER_MS);
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  const delayMs = /^\d+(\.\d+)?$/u.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(delayMs) ? undefined : Math.min(Math.max(delayMs, 0), MAX_RETRY_AFTER_MS);
}
