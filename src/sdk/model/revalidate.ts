import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import type { LoadedModel } from './load-model.ts';

/** What the server says of a kept copy. An updated model replaces the copy only by its `promote`. */
export type Revalidation =
  | { status: 'none' | 'current' }
  | { status: 'updated'; model: LoadedModel }
  | { status: 'failed'; error: PocketRankError };

/** Asks the server whether the kept copy is still its model; call it when the page is idle. Never rejects. */
export async function revalidate(kept: LoadedModel): Promise<Revalidation> {
  if (kept.refetch === undefined) return { status: 'none' };
  try {
    const model = await kept.refetch();
    if (model.hash !== kept.hash) return { status: 'updated', model };
    await kept.promote();
    return { status: 'current' };
  } catch (error) {
    if (isPocketRankError(error)) return { status: 'failed', error };
    const ended = new PocketRankError('MODEL_UNREACHABLE', 'The request for the model was ended.', {
      cause: error,
    });
    return { status: 'failed', error: ended };
  }
}
