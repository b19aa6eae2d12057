import { PocketRankError, type ErrorCode } from '../core/errors.ts';
import { findJobKey } from '../core/features/job-key.ts';
import { EVENT_TYPES, type EventType, type JobPosting } from '../core/types.ts';
import type { Pause } from './pacer.ts';
import type { RankOptions, RerankerOptions, SignalInput } from './types.ts';

/** What a value must be, as a test and in words. */
type Rule = readonly [isRight: (value: unknown) => boolean, must: string];

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const number = (low: number, high: number, must: string): Rule => [
  (value) => typeof value === 'number' && value >= low && value <= high,
  must,
];
const integer = (low: number): Rule => [
  (value) => Number.isInteger(value) && (value as number) >= low,
  `an integer of ${low} or more`,
];

const RERANKER_OPTIONS: Readonly<Record<string, Rule>> = {
  storage: [(value) => value === 'indexeddb' || value === 'memory', '"indexeddb" or "memory"'],
  consent: [(value) => typeof value === 'boolean', 'true or false'],
  now: [(value) => typeof value === 'function', 'a function that returns milliseconds'],
  maxKnownJobs: integer(1),
};
const RANK_OPTIONS: Readonly<Record<string, Rule>> = {
  limit: integer(0),
  alpha: number(0, 1, 'a number from 0 (clicks) to 1 (policy)'),
};
const PROFILE: Rule = [isObject, 'a JSON Resume object, or left out'];
const JOBS: Rule = [Array.isArray, 'an array of jobs'];
const SIGNAL: Readonly<Record<string, Rule>> = {
  type: [(value) => EVENT_TYPES.includes(value as EventType), `one of ${EVENT_TYPES.join(', ')}`],
  jobId: [(value) => value !== '' && /^(string|number)$/.test(typeof value), "the job's key"],
  position: integer(1),
  at: number(0, 8.64e15, 'milliseconds since 1970'),
  dwellMs: number(0, Number.MAX_VALUE, 'milliseconds'),
  job: [isObject, 'the job object'],
};

function check(code: ErrorCode, what: string, value: unknown, [isRight, must]: Rule): void {
  if (isRight(value)) return;
  throw new PocketRankError(code, `${what} is ${describe(value)}.`, {
    hint: `It must be ${must}.`,
  });
}

/** Checks the parts of an object that are there, and those that must be. */
function checkParts(
  code: ErrorCode,
  what: string,
  value: unknown,
  rules: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
): void {
  check(code, what, value, [isObject, 'an object']);
  for (const [name, rule] of Object.entries(rules)) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined || required.includes(name))
      check(code, `${what}: \`${name}\``, part, rule);
  }
}

/** @throws INVALID_ARGUMENT naming the option */
export function checkRerankerOptions(options: RerankerOptions): void {
  checkParts('INVALID_ARGUMENT', 'The options', options, RERANKER_OPTIONS);
}

/** @throws INVALID_ARGUMENT, INVALID_PROFILE */
export function checkRankOptions(options: RankOptions): void {
  checkParts('INVALID_ARGUMENT', 'The options', options, RANK_OPTIONS);
  check('INVALID_PROFILE', 'The profile', options.profile ?? {}, PROFILE);
}

/** The keys of jobs, in their order. @throws INVALID_ARGUMENT, INVALID_JOB naming the index */
export async function readJobKeys(jobs: readonly JobPosting[], pause: Pause): Promise<string[]> {
  check('INVALID_ARGUMENT', 'The list of jobs', jobs, JOBS);
  const keys: string[] = [];
  for (let index = 0; index < jobs.length; index++) {
    const job = jobs[index]!;
    if (!isObject(job)) throw invalidJob(index, `is ${describe(job)}`);
    let key: string | undefined;
    let cause: unknown;
    try {
      key = findJobKey(job);
    } catch (error) {
      cause = error;
    }
    if (key === undefined) throw invalidJob(index, 'has no key', cause);
    keys.push(key);
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
  checkParts('INVALID_SIGNAL', 'The signal', signal, SIGNAL, ['type', 'jobId']);
  const { type, jobId, at = now, position, dwellMs } = signal;
  return {
    type,
    jobId: String(jobId),
    at,
    ...(position !== undefined && { position }),
    ...(dwellMs !== undefined && { dwellMs }),
  };
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value !== null && /^(object|function)$/.test(typeof value)
    ? `of type ${typeof value}`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
}
