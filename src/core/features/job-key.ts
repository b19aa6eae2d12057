import { PocketRankError } from '../errors.ts';
import type { JobPosting } from '../types.ts';

/**
 * The key of a job: `identifier` as a string, a number or a schema.org PropertyValue (`{ value }`), else
 * `id`, else `undefined`.
 */
export function findJobKey(job: JobPosting): string | undefined {
  return keyOf(job.identifier) ?? keyOf(job.id);
}

/** The key of a job that must have one. @throws INVALID_JOB */
export function jobKey(job: JobPosting): string {
  const key = job !== null && typeof job === 'object' ? findJobKey(job) : undefined;
  if (key === undefined) {
    throw new PocketRankError('INVALID_JOB', 'A job has no key.', {
      hint: 'Give each job an `identifier` (schema.org JobPosting): a string, a number or { value }.',
    });
  }
  return key;
}

/** A key within arrays and objects is looked for this deep. */
const MAX_DEPTH = 4;

function keyOf(value: unknown, depth = MAX_DEPTH): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value)) return keyOf(value[0], depth - 1);
  const record = value as Record<string, unknown>;
  return keyOf(record.value ?? record['@value'], depth - 1);
}
