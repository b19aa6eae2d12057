import type { EngineSession } from '../core/engine.ts';
import type { ProfileEvidence } from '../core/features/evidence.ts';
import { checkCanaries } from '../core/student/canaries.ts';
import { createEncoder } from '../core/student/encode.ts';
import { jobCodeBytes, type Student } from '../core/student/student.ts';

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
  const encoder = createEncoder(student, session.encodeDense);
  const bytes = jobCodeBytes(student);
  let evidence: ProfileEvidence | undefined;
  await checkCanaries(
    student,
    {
      job: encoder.job,
      profile(profile, now) {
        const code = encoder.profile(profile, now);
        evidence = code.evidence;
        return code;
      },
    },
    (query, codes, stride, slots, _crosses, out) => {
      const all = new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength);
      session.reserve(firstSlot + slots.length);
      for (const slot of slots) {
        session.write(firstSlot + slot, all.slice(slot * stride, slot * stride + bytes));
      }
      return session.score(
        query,
        evidence!,
        slots.map((slot) => firstSlot + slot),
        out,
      );
    },
  );
}
