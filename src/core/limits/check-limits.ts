import { PocketRankError } from '../errors.ts';
import type { MeasureSource } from '../features/measure.ts';
import type { Student } from '../student/student.ts';
import { MAX_LIMITS, type Limit } from './limit.ts';
import { limitsOf } from './limits-of.ts';

/** Checks the limits of a model file: what passes here can be applied. @throws INVALID_MODEL */
export function checkLimits(student: Student): void {
  let limits: readonly Limit[];
  try {
    limits = limitsOf(student);
  } catch (cause) {
    return fail(cause);
  }
  if (limits.length > MAX_LIMITS || !limits.every(isGood)) fail(undefined);
}

function isGood({ cap, when, reason }: Limit): boolean {
  return [0, 1, 2, 3, 4].includes(cap) && typeof reason === 'string' && when.every(isCarried);
}

/** A name that no measure has gives none. */
function isCarried({ measure }: { measure: MeasureSource | undefined }): boolean {
  return measure !== undefined && measure.kind !== 'taught';
}

function fail(cause: unknown): never {
  throw new PocketRankError('INVALID_MODEL', 'Model file: its limits are malformed.', {
    hint: 'SPEC.md states their form.',
    cause,
  });
}
