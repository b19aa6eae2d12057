import { tellCounts } from '../signals/insight-counts.ts';
import type { Insights } from '../types.ts';
import type { Session } from './session.ts';

/** See `Reranker.insights`. */
export async function insights({ read, journal }: Session): Promise<Insights> {
  await read;
  return tellCounts(journal.counts());
}
