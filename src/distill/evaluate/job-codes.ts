import { DAY_MS } from '../../core/features/evidence.ts';
import type { ObjectEncoder } from '../../core/student/residual-encoder.ts';
import { jobCodeBytes, type Student } from '../../core/student/student.ts';
import type { JobPosting } from '../../core/types.ts';
import { createJobNumbers } from './baselines/job-numbers.ts';

/** The codes of jobs, each encoded once, slot after slot. */
export interface JobCodes {
  /** The slots of a list of jobs; the answer is kept for as long as the list object lives. */
  slots(jobs: readonly JobPosting[]): Uint32Array;
  /** The code in a slot, a view. */
  code(slot: number): Uint8Array;
  /** All codes; the view is valid until a new job is seen. */
  all(): Uint8Array;
  /** Bytes of a code. */
  readonly stride: number;
}

/**
 * Creates a store of job codes.
 *
 * @param now milliseconds since 1970; only closes date ranges that are still open
 */
export function createJobCodes(student: Student, encoder: ObjectEncoder, now: number): JobCodes {
  const stride = jobCodeBytes(student);
  const day = Math.floor(now / DAY_MS) * DAY_MS;
  let codes = new Uint8Array(256 * stride);
  const numbers = createJobNumbers((job, slot) => {
    if ((slot + 1) * stride > codes.length) {
      const more = new Uint8Array(2 * codes.length);
      more.set(codes);
      codes = more;
    }
    codes.set(encoder.job(job, day), slot * stride);
  });
  return {
    stride,
    slots: (jobs) => numbers.of(jobs),
    code: (slot) => codes.subarray(slot * stride, (slot + 1) * stride),
    all: () => codes,
  };
}
