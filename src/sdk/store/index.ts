export { createRerankerStore } from './reranker-store.ts';
export { createRankingStore } from './ranking-store.ts';
export type { Observable } from './observable.ts';
export type { RerankerState, RerankerStore } from './reranker-store.ts';
export type { RankingState, RankingStore } from './ranking-store.ts';
