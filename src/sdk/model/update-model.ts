import { loadStudent } from '../../core/student/load.ts';
import { checkSession } from '../engines/check-session.ts';
import { createScalarEngine } from '../engines/scalar.ts';
import type { LoadedModel } from './load-model.ts';
import { revalidate } from './revalidate.ts';
import type { UpdateResult } from '../types.ts';

/**
 * Asks the server for a newer model. One that is proven and passes its canaries is kept in place of the old,
 * for the next start; until then the old one ranks.
 */
export async function updateModel(loaded: LoadedModel): Promise<UpdateResult> {
  const answer = await revalidate(loaded);
  if (answer.status !== 'updated') return answer.status;
  try {
    const student = loadStudent(answer.model.bytes);
    await checkSession(student, await createScalarEngine().open(student));
    await answer.model.promote();
    return 'updated';
  } catch {
    return 'failed';
  }
}
