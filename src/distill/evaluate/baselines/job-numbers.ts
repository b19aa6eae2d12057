import type { JobPosting } from '../../../core/types.ts';

/** Numbers jobs from 0, so that a baseline can keep what it knows of them in arrays. */
export interface JobNumbers {
  /** The numbers of a list of jobs; the answer is kept for as long as the list object lives. */
  of(jobs: readonly JobPosting[]): Uint32Array;
  /** How many jobs have a number. */
  readonly size: number;
}

/**
 * Creates job numbers, growing as jobs are seen.
 *
 * @param onNew called once for each job with its number, in order.
 */
export function createJobNumbers(onNew: (job: JobPosting, number: number) => void): JobNumbers {
  const numbers = new Map<JobPosting, number>();
  const lists = new WeakMap<readonly JobPosting[], Uint32Array>();

  function numberOf(job: JobPosting): number {
    const known = numbers.get(job);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(job, number);
    onNew(job, number);
    return number;
  }

  return {
    of(jobs) {
      const known = lists.get(jobs);
      if (known !== undefined) return known;
      const list = Uint32Array.from(jobs, numberOf);
      lists.set(jobs, list);
      return list;
    },
    get size() {
      return numbers.size;
    },
  };
}
