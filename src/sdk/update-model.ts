import { loadStudent } from '../core/student/load.ts';
import { checkSession } from './check-session.ts';
import { createScalarEngine } from './engines/scalar.ts';
import type { LoadedModel } from './load/load-model.ts';
import type { UpdateResult } from './types.ts';

/**
 * Asks the server for a newer model. One that passes its canaries is kept in place of the old, for the next
 * start; until then the old one ranks.
 */
export async function updateModel(loaded: LoadedModel): Promise<UpdateResult> {
  const answer = await loaded.revalidate?.();
  if (answer?.status !== 'updated') return answer?.status ?? 'none';
  try {
    const student = loadStudent(answer.model.bytes);
    await checkSession(student, await createScalarEngine().open(student));
    await answer.model.promote();
    return 'updated';
  } catch {
    return 'failed';
  }
}
