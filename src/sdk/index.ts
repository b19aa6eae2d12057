export { createReranker } from './reranker.ts';
export { defaultModelUrl } from './model/default-model.ts';
export { PocketRankError, isPocketRankError } from '../core/errors.ts';
export type { ErrorCode } from '../core/errors.ts';
export type { Engine, EngineSession, Probe } from '../core/engine.ts';
export type { Phrases } from '../core/explain/phrases.ts';
export type { Facts, Reason } from '../core/explain/reason.ts';
export type { EventType, Item, Profile } from '../core/types.ts';
export type {
  JobPosting,
  MonetaryAmount,
  OneOrMore,
  Place,
  PostalAddress,
  Resume,
  Texts,
} from './job-types.ts';
export type { ModelModule, ModelSource } from './model/resolve-source.ts';
export type { PublicKey } from './model/signature.ts';
export type { Abort, Address, Fetch, PageElement, WebKey } from './platform-types.ts';
export type { ObserveOptions } from './page/page-signal.ts';
export type { EngineChoice, Rejection } from './engines/select-engine.ts';
export type { StorageStatus } from './storage/key-value-store.ts';
export type {
  DebugEntry,
  EngineStatus,
  Estimate,
  ExportedSignal,
  GivenValues,
  HeldLimit,
  InsightCounts,
  Insights,
  ModelStatus,
  PersonalData,
  Progress,
  RankedItem,
  Ranking,
  RankOptions,
  Reranker,
  RerankerEvents,
  RerankerOptions,
  Seen,
  SignalEvent,
  SignalInput,
  StatedPrior,
  Timings,
  UnreadItem,
  UpdateResult,
  UserSignal,
} from './types.ts';
