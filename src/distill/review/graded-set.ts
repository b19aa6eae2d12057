import { PocketRankError } from '../../core/errors.ts';
import type { GradeValue } from '../../core/types.ts';
import type { GoldenPair } from '../golden/types.ts';
import type { RubricGrader } from '../policy/rubric-grader.ts';

/** Stands for a pair that the policy cannot grade. */
export const UNGRADED = -1;

/** Pairs between two looks at the signal, and at what else there is to do. */
const CHUNK = 100;

/**
 * Grades pairs by a rubric without a word of why.
 *
 * @returns a grade 0–4 a pair, or {@link UNGRADED}
 * @throws INTERRUPTED on abort
 */
export async function gradeSet(
  pairs: readonly GoldenPair[],
  grader: RubricGrader,
  { signal, onDone }: { signal?: AbortSignal | undefined; onDone?: (count: number) => void } = {},
): Promise<Int8Array> {
  const grades = new Int8Array(pairs.length);
  for (const [i, { profile, item }] of pairs.entries()) {
    if (i % CHUNK === 0) {
      await new Promise<void>((done) => setImmediate(done));
      if (signal?.aborted) throw new PocketRankError('INTERRUPTED', 'A newer edit came.');
      if (i > 0) onDone?.(CHUNK);
    }
    grades[i] = grader.weigh(profile, item)?.grade ?? UNGRADED;
  }
  return grades;
}

/** A grade of a set as JSON has it. */
export function asGrade(grade: number | undefined): GradeValue | null {
  return grade === undefined || grade === UNGRADED ? null : (grade as GradeValue);
}
