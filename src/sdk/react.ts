import {
  createContext,
  createElement,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';
import { createRankingStore, type RankingState } from './store/ranking-store.ts';
import {
  createRerankerStore,
  type RerankerState,
  type RerankerStore,
} from './store/reranker-store.ts';
import type { RankOptions, RerankerOptions } from './types.ts';

/**
 * What `useReranker` gives. Make effects that rank depend on `revision`, and the list follows every click.
 */
export type UseReranker = RerankerState;

const Shared = createContext<RerankerStore | undefined>(undefined);

/** Properties of {@link RerankerProvider}. */
export interface RerankerProviderProps {
  /** Options of the one reranker; read when the component mounts. */
  options?: Omit<RerankerOptions, 'signal'> | undefined;
  /** The components that share it. */
  children?: ReactNode;
}

/** One reranker for all components inside, for as long as this one is mounted. */
export function RerankerProvider({ options, children }: RerankerProviderProps): ReactElement {
  const [store] = useState(() => createRerankerStore(options));
  useEffect(() => {
    store.start();
    return store.dispose;
  }, [store]);
  return createElement(Shared.Provider, { value: store }, children);
}

/** The provider's store where there is one and nothing else is asked for; else one for as long as the component. */
function useStore(
  options: Omit<RerankerOptions, 'signal'> | undefined,
  dependencies: readonly unknown[],
): RerankerStore {
  const shared = useContext(Shared);
  // A store does nothing until it is started, so one that is not wanted costs nothing.
  const own = useMemo(() => createRerankerStore(options), dependencies);
  const store = options === undefined && shared !== undefined ? shared : own;
  useEffect(() => {
    if (store !== own) return;
    own.start();
    return own.dispose;
  }, [store, own]);
  return store;
}

/**
 * A reranker: that of the `RerankerProvider` around, where no options are given; else one for as long as the component is
 * mounted. Nothing happens while rendering on a server. The options are read when the component mounts, and again when
 * one of `dependencies` changes.
 *
 * @param dependencies as of `useEffect`; default: none, so that one reranker serves until unmounting
 */
export function useReranker(
  options?: Omit<RerankerOptions, 'signal'>,
  dependencies: readonly unknown[] = [],
): UseReranker {
  const store = useStore(options, dependencies);
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/**
 * A list in its best order: the order handed over until it is ranked, then ranked anew with every signal. By the reranker
 * of the `RerankerProvider` around; without one, by one of its own.
 *
 * @param options of `rank`; read again when the items or one of `dependencies` change
 * @param dependencies default: the profile
 */
export function useRanking<T extends object>(
  items: readonly T[],
  options: Omit<RankOptions<T>, 'signal'> = {},
  dependencies: readonly unknown[] = [options.profile],
): RankingState<T> {
  const rerankers = useStore(undefined, []);
  const store = useMemo(() => createRankingStore<T>(rerankers), [rerankers]);
  useEffect(() => store.dispose, [store]);
  useEffect(() => store.show(items, options), [store, items, ...dependencies]);
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);
  // Until the effect has run, here or on a server: the list as it is handed over.
  return state.given === items
    ? state
    : { given: items, items, ranking: undefined, isRanking: true, error: undefined };
}
