import { PocketRankError } from '../../core/errors.ts';
import type { RankingSession } from './session.ts';

/** @throws DISPOSED; why the model may not rank */
export function checkAlive({ isDisposed, refusal }: RankingSession): void {
  if (isDisposed) {
    throw new PocketRankError('DISPOSED', 'This reranker was disposed of.', {
      hint: 'Create another one.',
    });
  }
  if (refusal) throw refusal;
}
