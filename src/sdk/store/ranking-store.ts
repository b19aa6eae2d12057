import type { Ranking, RankOptions } from '../types.ts';
import { createSource, type Observable } from './observable.ts';
import type { RerankerStore } from './reranker-store.ts';

/** A list, and the best order of it that is known. */
export interface RankingState<T extends object> {
  /** The list as it was handed over. */
  given: readonly T[];
  /** Best first; as it was handed over until it is ranked, and where ranking fails. */
  items: readonly T[];
  /** What `rank` gave of these items; undefined until then. */
  ranking: Ranking<T> | undefined;
  /** Whether a better order is on its way. */
  isRanking: boolean;
  /** Why there is none. */
  error: unknown;
}

/** A list that keeps itself in order: ranked anew when the items, the options or the signals change. */
export interface RankingStore<T extends object> extends Observable<RankingState<T>> {
  /** Takes another list, or other options. What is on its way for the last one is called off. */
  show(items: readonly T[], options?: Omit<RankOptions<T>, 'signal'>): void;
  /** Ends following the signals, until something is shown again; the reranker stays. */
  dispose(): void;
}

/** A store of a ranked list over a reranker's store. */
export function createRankingStore<T extends object>(rerankers: RerankerStore): RankingStore<T> {
  const source = createSource<RankingState<T>>({
    given: [],
    items: [],
    ranking: undefined,
    isRanking: false,
    error: undefined,
  });
  let options: Omit<RankOptions<T>, 'signal'> = {};
  let running: AbortController | undefined;

  function run(): void {
    const { reranker, error } = rerankers.get();
    running?.abort();
    running = undefined;
    if (!reranker) return source.set({ isRanking: error === undefined, error });
    const controller = (running = new AbortController());
    source.set({ isRanking: true, error: undefined });
    const { given } = source.get();
    reranker.rank(given, { ...options, signal: controller.signal }).then(
      (ranking) => {
        if (controller.signal.aborted) return;
        source.set({ items: ranking.items.map(({ item }) => item), ranking, isRanking: false });
      },
      (failure: unknown) => {
        if (controller.signal.aborted) return;
        source.set({ items: given, ranking: undefined, isRanking: false, error: failure });
      },
    );
  }

  let stop: (() => void) | undefined;
  return {
    get: source.get,
    subscribe: source.subscribe,
    show(items, more = {}) {
      if (items !== source.get().given) source.set({ given: items, items, ranking: undefined });
      options = more;
      // To subscribe is to be called at once.
      if (stop) run();
      else stop = rerankers.subscribe(run);
    },
    dispose() {
      stop?.();
      stop = undefined;
      running?.abort();
      running = undefined;
    },
  };
}
