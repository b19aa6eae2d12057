import { yieldToPage } from './yield-to-page.ts';

/** Work of the page's main thread gives way after this long: a frame at 60 Hz is 16.7 ms, and the page needs its part. */
export const SLICE_MS = 5;

/**
 * Creates a function to call between small pieces of work: it lets the page in whenever {@link SLICE_MS}
 * have passed, and throws the reason of `signal` once that is aborted.
 */
export function createPacer(signal?: AbortSignal): () => Promise<void> | undefined {
  let start = performance.now();
  return () => {
    if (performance.now() - start < SLICE_MS) return undefined;
    return yieldToPage().then(() => {
      signal?.throwIfAborted();
      start = performance.now();
    });
  };
}
