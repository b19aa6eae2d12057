import { yieldToPage } from './yield-to-page.ts';

/** Work of the page's main thread gives way after this long: a frame at 60 Hz is 16.7 ms, and the page needs its part. */
export const SLICE_MS = 5;

/** To be called between small pieces of work; where it gives a promise, work goes on once that resolves. */
export type Pause = () => Promise<void> | undefined;

/**
 * Creates a function that lets the page in whenever {@link SLICE_MS} have passed, and throws the reason of
 * `signal` once that is aborted. One for all that is done in a row, since each has a clock of its own.
 */
export function createPacer(signal?: AbortSignal): Pause {
  let start = performance.now();
  return () => {
    if (performance.now() - start < SLICE_MS) return undefined;
    return yieldToPage().then(() => {
      signal?.throwIfAborted();
      start = performance.now();
    });
  };
}
