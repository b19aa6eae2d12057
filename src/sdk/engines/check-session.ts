import type { EngineSession } from '../../core/engine.ts';
import { checkCanariesWith } from '../../core/student/canary-runner.ts';
import { createEncoderWith } from '../../core/student/encode-with.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import { fetchForms } from '../fetch-forms.ts';

/**
 * Runs the model's canaries through an engine's session: encoding and scoring must give the recorded bits.
 *
 * @param firstSlot where the canaries' codes may be written; those slots are overwritten
 * @throws CANARY_FAILED naming the first difference; ENGINE_FAILED
 */
export async function checkSession(
  student: Student,
  session: EngineSession,
  firstSlot = 0,
): Promise<void> {
  const stride = itemCodeBytes(student);
  const check = checkCanariesWith(student, {
    encoder: createEncoderWith(student, session.encode),
    score(query, evidence, codes, count, out) {
      const slots = Uint32Array.from({ length: count }, (_, i) => firstSlot + i);
      session.reserve(firstSlot + count);
      for (const [i, slot] of slots.entries()) {
        session.write(slot, codes.slice(i * stride, (i + 1) * stride));
      }
      return session.score(query, evidence, slots, out);
    },
  });
  try {
    await check;
  } catch (error) {
    if (!(await fetchForms(student.schema.lexicon))) throw error;
    await checkSession(student, session, firstSlot);
  }
}
