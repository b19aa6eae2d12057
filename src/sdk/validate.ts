import { PocketRankError } from '../core/errors.ts';
import { jobKey } from '../core/features/job-key.ts';
import { EVENT_TYPES, type EventType, type JobPosting } from '../core/types.ts';
import type { RankOptions, RerankerOptions, SignalInput } from './types.ts';

function fail(message: string, hint?: string): never {
  throw new PocketRankError('INVALID_ARGUMENT', message, hint === undefined ? {} : { hint });
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws INVALID_ARGUMENT naming the option */
export function checkRerankerOptions(options: RerankerOptions): void {
  if (!isObject(options)) fail('createReranker takes an object of options.');
  const { storage, consent, now, maxKnownJobs } = options;
  if (storage !== undefined && storage !== 'indexeddb' && storage !== 'memory') {
    fail(`The option \`storage\` is ${JSON.stringify(storage)}.`, 'Use "indexeddb" or "memory".');
  }
  if (consent !== undefined && typeof consent !== 'boolean') {
    fail('The option `consent` must be true or false.');
  }
  if (now !== undefined && typeof now !== 'function') {
    fail('The option `now` must be a function that returns milliseconds.');
  }
  if (maxKnownJobs !== undefined && !(Number.isInteger(maxKnownJobs) && maxKnownJobs > 0)) {
    fail('The option `maxKnownJobs` must be a positive integer.');
  }
}

/** @throws INVALID_ARGUMENT, INVALID_PROFILE */
export function checkRankOptions(options: RankOptions): void {
  if (!isObject(options)) fail('rank takes an object of options after the jobs.');
  const { profile, limit, alpha } = options;
  if (profile !== undefined && !isObject(profile)) {
    throw new PocketRankError('INVALID_PROFILE', `The profile is ${describe(profile)}.`, {
      hint: 'Pass a JSON Resume object, or leave it out.',
    });
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) {
    fail(`\`limit\` is ${String(limit)}.`, 'It must be an integer of 0 or more.');
  }
  if (alpha !== undefined && !(alpha >= 0 && alpha <= 1)) {
    fail(`\`alpha\` is ${String(alpha)}.`, 'It must lie between 0 (clicks) and 1 (policy).');
  }
}

/** The keys of jobs, in their order. @throws INVALID_ARGUMENT, INVALID_JOB naming the index */
export async function readJobKeys(
  jobs: readonly JobPosting[],
  pause: () => Promise<void> | undefined,
): Promise<string[]> {
  if (!Array.isArray(jobs)) fail(`The jobs are ${describe(jobs)}.`, 'Pass an array of jobs.');
  const keys: string[] = [];
  for (const [index, job] of jobs.entries()) {
    if (!isObject(job)) throw invalidJob(index, `is ${describe(job)}`);
    try {
      keys.push(jobKey(job));
    } catch (cause) {
      throw invalidJob(index, 'has no key', cause);
    }
    const pausing = index % 1024 === 1023 && pause();
    if (pausing) await pausing;
  }
  return keys;
}

/** The error of a job in a list that cannot be read. */
export function invalidJob(index: number, what: string, cause?: unknown): PocketRankError {
  return new PocketRankError('INVALID_JOB', `The job at index ${index} ${what}.`, {
    hint: 'A job is an object with an `identifier` (schema.org JobPosting): a string, a number or { value }.',
    cause,
  });
}

/** A signal, checked; everything but the job's code. */
export interface CheckedSignal {
  type: EventType;
  jobId: string;
  at: number;
  position?: number;
  dwellMs?: number;
}

/** @throws INVALID_SIGNAL naming the part that is wrong */
export function checkSignal(signal: SignalInput, now: number): CheckedSignal {
  const wrong = (what: string, hint: string): never => {
    throw new PocketRankError('INVALID_SIGNAL', `Signal: ${what}.`, { hint });
  };
  if (!isObject(signal)) wrong(`it is ${describe(signal)}`, 'Pass { type, jobId }.');
  const { type, jobId, position, at = now, dwellMs, job } = signal;
  if (!EVENT_TYPES.includes(type)) {
    wrong(`\`type\` is ${describe(type)}`, `Use one of ${EVENT_TYPES.join(', ')}.`);
  }
  const id = typeof jobId === 'number' && Number.isFinite(jobId) ? String(jobId) : jobId;
  if (typeof id !== 'string' || id === '') {
    wrong(`\`jobId\` is ${describe(jobId)}`, "Pass the job's identifier.");
  }
  if (position !== undefined && !(Number.isInteger(position) && position >= 1)) {
    wrong(`\`position\` is ${describe(position)}`, 'The first position is 1.');
  }
  if (typeof at !== 'number' || !(at >= 0 && at <= 8.64e15)) {
    wrong(`\`at\` is ${describe(at)}`, 'Pass milliseconds since 1970, such as Date.now().');
  }
  if (dwellMs !== undefined && !(Number.isFinite(dwellMs) && dwellMs >= 0)) {
    wrong(`\`dwellMs\` is ${describe(dwellMs)}`, 'Pass milliseconds, 0 or more.');
  }
  if (job !== undefined && !isObject(job)) {
    wrong(`\`job\` is ${describe(job)}`, 'Pass the job object.');
  }
  return {
    type,
    jobId: id as string,
    at,
    ...(position !== undefined && { position }),
    ...(dwellMs !== undefined && { dwellMs }),
  };
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' || typeof value === 'function') return `of type ${typeof value}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
