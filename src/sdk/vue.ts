import {
  inject,
  onMounted,
  onUnmounted,
  provide,
  shallowRef,
  toValue,
  watch,
  type InjectionKey,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import { createRankingStore, type RankingState } from './store/ranking-store.ts';
import {
  createRerankerStore,
  type RerankerState,
  type RerankerStore,
} from './store/reranker-store.ts';
import type { Observable } from './store/observable.ts';
import type { RankOptions, RerankerOptions } from './types.ts';

const SHARED: InjectionKey<RerankerStore> = Symbol('pocketrank');

/** One reranker for this component and all inside, for as long as it is mounted. Call it in `setup`. */
export function provideReranker(options?: RerankerOptions): Readonly<ShallowRef<RerankerState>> {
  const store = createOwn(options);
  provide(SHARED, store);
  return follow(store);
}

/**
 * A reranker: the provided one, where no options are given; else one for as long as the component is mounted. Nothing
 * happens while rendering on a server. Call it in `setup`.
 */
export function useReranker(options?: RerankerOptions): Readonly<ShallowRef<RerankerState>> {
  return follow(findStore(options));
}

/**
 * A list in its best order: the order handed over until it is ranked, then ranked anew with every signal and whenever
 * `items` or `options` change. Call it in `setup`.
 */
export function useRanking<T extends object>(
  items: MaybeRefOrGetter<readonly T[]>,
  options: MaybeRefOrGetter<Omit<RankOptions<T>, 'signal'>> = {},
): Readonly<ShallowRef<RankingState<T>>> {
  const store = createRankingStore<T>(findStore(undefined));
  const given = toValue(items);
  const state = shallowRef<RankingState<T>>({ ...store.get(), given, items: given });
  onMounted(() => {
    watch(
      [() => toValue(items), () => toValue(options)],
      ([list, more]) => store.show(list, more),
      {
        immediate: true,
      },
    );
    onUnmounted(store.subscribe((now) => (state.value = now)));
  });
  onUnmounted(store.dispose);
  return state;
}

/** The provided store, or one of the component's own. */
function findStore(options: RerankerOptions | undefined): RerankerStore {
  const shared = options === undefined ? inject(SHARED, undefined) : undefined;
  return shared ?? createOwn(options);
}

function createOwn(options: RerankerOptions | undefined): RerankerStore {
  const store = createRerankerStore(options);
  onMounted(store.start);
  onUnmounted(store.dispose);
  return store;
}

function follow<State>(store: Observable<State>): Readonly<ShallowRef<State>> {
  const state = shallowRef(store.get());
  onMounted(() => store.subscribe((now) => (state.value = now)));
  return state;
}
