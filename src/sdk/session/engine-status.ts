import type { EngineStatus } from '../types.ts';
import type { RankingSession } from './session.ts';

/** See `Reranker.engine`. */
export function engineStatus({ engine, rejected }: RankingSession): EngineStatus {
  const { name, reason } = engine.get();
  return { name, reason, rejected: [...rejected] };
}
