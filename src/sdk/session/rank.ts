import { isPocketRankError } from '../../core/errors.ts';
import type { Item } from '../../core/types.ts';
import { createPacer } from '../ranking/pacer.ts';
import type { Ranking, RankOptions } from '../types.ts';
import { refusalOf } from '../refusal.ts';
import { checkRankOptions } from '../validate.ts';
import { checkAlive } from './check-alive.ts';
import type { RankingSession } from './session.ts';

/** See `Reranker.rank`. An engine that fails is replaced, and the next one ranks. */
export async function rank<T extends Item>(
  session: RankingSession,
  items: object,
  options: RankOptions,
): Promise<Ranking<T>> {
  checkAlive(session);
  await checkRankOptions(options);
  const { engine, ranker } = session;
  if (typeof items !== 'object' || items === null)
    throw await refusalOf('INVALID_ARGUMENT', 'items', items);
  const pause = createPacer(options.signal);
  for (;;) {
    const current = engine.get();
    try {
      const ranking = await ranker.rank<T>({ given: items, options, pause });
      session.last = [ranking, options.interleave?.against];
      session.onRanked?.();
      return ranking;
    } catch (error) {
      checkAlive(session);
      if (!isPocketRankError(error, 'ENGINE_FAILED')) throw error;
      await engine.replace(current, error);
    }
  }
}
