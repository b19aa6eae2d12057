import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { checkLimits } from '../../core/limits/check-limits.ts';
import { checkCanaries, parseCanaries } from '../../core/student/canaries.ts';
import { loadStudent } from '../../core/student/load.ts';
import type { Student } from '../../core/student/student.ts';
import { hashContent } from '../files/content-hash.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { messageWithoutHint } from './message-without-hint.ts';

/** A model file, read, checked and proven to compute what it recorded. */
export interface ModelFile {
  path: string;
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  student: Student;
  /** How many canaries passed. */
  canaries: number;
}

/**
 * Reads a model file and runs its canaries.
 *
 * @throws FILE_FAILED, INVALID_MODEL, MODEL_MISMATCH, CANARY_FAILED, naming the file
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const bytes = await readFileBytes(path);
  try {
    const student = loadStudent(bytes);
    checkLimits(student);
    await checkCanaries(student);
    const canaries = parseCanaries(student).length;
    return { path, bytes, hash: hashContent(bytes), student, canaries };
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    const { code, hint } = error;
    const message = messageWithoutHint(error).replace(/^Model file: /, '');
    throw new PocketRankError(code, `${path}: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}
