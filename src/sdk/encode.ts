import { loadStudent } from '../core/student/load.ts';
import { createEncoder } from '../core/student/encode.ts';
import { writeJobCode } from '../core/student/job-code-text.ts';
import type { JobPosting } from '../core/types.ts';
import { sha256Hex } from './load/sha256.ts';

/** Encodes jobs ahead of time, on a server. */
export interface JobEncoder {
  /**
   * The code of a job, as text. Put it into `attributes.pocketrankCode` of the job that is sent to the page,
   * which then need not carry the job's description; a page that has loaded another model ignores it.
   *
   * @param now milliseconds since 1970; default: the clock. Only closes date ranges that are still open.
   */
  encode(job: JobPosting, now?: number): string;
  /** SHA-256 of the model file, lowercase hexadecimal: codes are good for this model alone. */
  readonly modelHash: string;
}

/**
 * Creates an encoder from the bytes of a model file, the same file that the pages load.
 *
 * @throws INVALID_MODEL, MODEL_MISMATCH
 */
export async function createJobEncoder(model: ArrayBuffer | Uint8Array): Promise<JobEncoder> {
  const bytes = model instanceof Uint8Array ? model : new Uint8Array(model);
  const encoder = createEncoder(loadStudent(bytes));
  const modelHash = await sha256Hex(bytes);
  return {
    modelHash,
    encode: (job, now = Date.now()) => writeJobCode(modelHash, encoder.job(job, now)),
  };
}

export { PocketRankError, isPocketRankError, type ErrorCode } from '../core/errors.ts';
export type { JobPosting } from '../core/types.ts';
