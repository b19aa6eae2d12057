import { yieldToPage } from './yield-to-page.ts';

/** Work of the page's main thread gives way after this long: a frame at 60 Hz is 16.7 ms, and the page needs its part. */
export const SLICE_MS = 5;

/** To be called between small pieces of work; where it gives a promise, work goes on once that resolves. */
export type Pause = () => Promise<void> | undefined;

/** What is done since the page was let in last, by whomever: there is one main thread. */
let slice: { start: number; over: Promise<void> } | undefined;

/**
 * Nothing, or where {@link SLICE_MS} have passed since the page was let in, what resolves once it is let in again. Its
 * message is posted when work begins, so that many short pieces in a row are found out like a long one.
 */
export function sliceOver(): Promise<void> | undefined {
  const now = performance.now();
  slice ??= { start: now, over: yieldToPage().then(() => (slice = undefined)) };
  return now - slice.start < SLICE_MS ? undefined : slice.over;
}

/** Creates a pause that lets the page in, and throws the reason of `signal` once that is aborted. */
export const createPacer =
  (signal?: AbortSignal): Pause =>
  () =>
    sliceOver()?.then(() => signal?.throwIfAborted());
