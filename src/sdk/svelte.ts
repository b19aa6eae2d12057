import { createRankingStore, type RankingState } from './store/ranking-store.ts';
import { createRerankerStore, type RerankerState } from './store/reranker-store.ts';
import type { Observable } from './store/observable.ts';
import type { RankOptions, Reranker, RerankerOptions } from './types.ts';

/** A store of Svelte: `$store` is its state. */
export interface Readable<State> {
  /** Calls `run` with the state at once and at every change; returns the way to stop. */
  subscribe(run: (state: State) => void): () => void;
}

/** A reranker as a store; it is created with the first subscriber and ends with the last. */
export interface RerankerReadable extends Readable<RerankerState> {
  /** A list in its best order, as a store, by this reranker. */
  ranking<T extends object>(): RankingReadable<T>;
  /** The reranker now, where it is there. */
  get(): Reranker | undefined;
}

/** A ranked list as a store. */
export interface RankingReadable<T extends object> extends Readable<RankingState<T>> {
  /** Takes the list, or another, and the options of `rank`. */
  show(items: readonly T[], options?: Omit<RankOptions<T>, 'signal'>): void;
}

/**
 * A reranker as a store of Svelte, to be shared by whoever imports it. Nothing happens while rendering on a server.
 */
export function rerankerStore(options?: RerankerOptions): RerankerReadable {
  const store = createRerankerStore(options);
  let users = 0;
  /** Counts a user; the last to leave ends the reranker, unless another one comes at once. */
  const use = <State>(source: Observable<State>, run: (state: State) => void): (() => void) => {
    const stop = source.subscribe(run);
    // Where there is no page, a server renders.
    if (typeof document === 'undefined') return stop;
    users++;
    store.start();
    return () => {
      stop();
      users--;
      setTimeout(() => users === 0 && store.dispose());
    };
  };
  return {
    subscribe: (run) => use(store, run),
    get: () => store.get().reranker,
    ranking<T extends object>(): RankingReadable<T> {
      const list = createRankingStore<T>(store);
      return { subscribe: (run) => use(list, run), show: list.show };
    },
  };
}
