import { createReranker } from '../reranker.ts';
import type { Reranker, RerankerOptions } from '../types.ts';
import { createSource, type Observable } from './observable.ts';

/** A reranker on its way, there, or failed. */
export interface RerankerState {
  /** Undefined while the model is loading, and after a failure. */
  reranker: Reranker | undefined;
  /** Why there is none. */
  error: unknown;
  /** Grows whenever the signals change, here or in another tab. */
  revision: number;
}

/** A reranker that several parts of a page share. */
export interface RerankerStore extends Observable<RerankerState> {
  /** Creates the reranker, unless it is there or on its way. */
  start(): void;
  /** Ends it; `start` begins anew. */
  dispose(): void;
}

const NONE: RerankerState = { reranker: undefined, error: undefined, revision: 0 };

/** A store of a reranker. Nothing happens before `start`, so that it can be made while a server renders. */
export function createRerankerStore(options: RerankerOptions = {}): RerankerStore {
  const source = createSource<RerankerState>(NONE);
  let running: AbortController | undefined;
  return {
    get: source.get,
    subscribe: source.subscribe,
    start() {
      if (running) return;
      const controller = (running = new AbortController());
      const { signal } = controller;
      createReranker({ ...options, signal }).then(
        (reranker) => {
          if (signal.aborted) return reranker.dispose();
          reranker.subscribe(() => source.set({ revision: source.get().revision + 1 }));
          signal.addEventListener('abort', () => reranker.dispose());
          source.set({ reranker });
        },
        (error: unknown) => {
          if (!signal.aborted) source.set({ error });
        },
      );
    },
    dispose() {
      if (!running) return;
      running.abort();
      running = undefined;
      source.set(NONE);
    },
  };
}
