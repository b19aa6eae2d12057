import { isPocketRankError } from '../../core/errors.ts';
import type { Item, Profile } from '../../core/types.ts';
import type { Ranking, RankOptions } from '../types.ts';
import { ownOptions } from '../own-options.ts';
import { refusalOf } from '../refusal.ts';
import { checkRankOptions, isObject } from '../validate.ts';
import { checkAlive } from './check-alive.ts';
import type { RankingSession } from './session.ts';
import { tell } from './tell.ts';

/** See `Reranker.rank`. An engine that fails is replaced, and the next one ranks. */
export async function rank<T extends Item>(
  session: RankingSession,
  items: object,
  options: RankOptions,
): Promise<Ranking<T>> {
  checkAlive(session);
  const { engine, ranker } = session;
  // Before anything is waited for: what becomes of these objects afterwards is the host's own affair.
  const asked = ownOptions(
    Object.fromEntries(
      Object.entries(options ?? {}).map(([name, value]: [string, unknown]) => [
        name,
        Array.isArray(value) ? [...(value as unknown[])] : value,
      ]),
    ) as RankOptions,
  );
  const handed = ranker.take(items, asked.profile as Profile | undefined);
  await checkRankOptions(isObject(options) ? asked : options);
  if (typeof items !== 'object' || items === null)
    throw await refusalOf('INVALID_ARGUMENT', 'items', items);
  const { pause, end } = await session.turns(asked.signal);
  try {
    for (;;) {
      checkAlive(session);
      const current = engine.get();
      try {
        const ranking = await ranker.rank<T>({ handed, options: asked, pause });
        await session.verify?.();
        session.last = [ranking, asked.interleave?.against];
        session.onRanked?.();
        tell(session, 'rank', ranking);
        return ranking;
      } catch (error) {
        checkAlive(session);
        if (!isPocketRankError(error, 'ENGINE_FAILED')) {
          // Whatever else is no error of ours may come of an engine that computes nonsense.
          if (
            isPocketRankError(error) ||
            asked.signal?.aborted ||
            (await (await import('./is-sound.ts')).isSound(session))
          )
            throw error;
        }
        await engine.replace(current, error);
        delete handed.folded;
      }
    }
  } finally {
    end();
  }
}
