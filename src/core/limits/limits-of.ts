import type { Student } from '../student/student.ts';
import type { Limit, LimitSource } from './limit.ts';
import { readLimits } from './read-limits.ts';

/** The limits that a model file carries; none where it has none. */
export function limitsOf({ metadata, schema }: Pick<Student, 'metadata' | 'schema'>): Limit[] {
  return readLimits(JSON.parse(metadata.limits ?? '[]') as LimitSource[], schema);
}
