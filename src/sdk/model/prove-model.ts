import { checkLimits } from '../../core/limits/check-limits.ts';
import { checkCanaries, parseCanaries } from '../../core/student/canaries.ts';
import { loadStudent } from '../../core/student/load.ts';
import type { Student } from '../../core/student/student.ts';

/**
 * Proves that a model file is undamaged and keeps every rule of SPEC.md: that its bytes have the checksum that it
 * states, that its schema compiles and names no protected attribute, that nothing in it can overflow, that its limits can be applied, and that its
 * golden inputs give their outputs by the definition. Loaded once for each new model, when the page is idle, and
 * wherever a model turned out unusable, to say why.
 *
 * @throws PocketRankError `INVALID_MODEL`, `MODEL_MISMATCH`, `INVALID_SCHEMA`, `PROTECTED_ATTRIBUTE`, `CANARY_FAILED`
 */
export async function proveModel(bytes: Uint8Array): Promise<Student> {
  const student = loadStudent(bytes);
  checkLimits(student);
  parseCanaries(student);
  await checkCanaries(student);
  return student;
}
