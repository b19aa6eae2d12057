import { PocketRankError } from '../../core/errors.ts';
import type { Policy } from '../policy/policy.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import type { GoldenPair, GradeOutcome } from './types.ts';

/** Pairs between two looks at the signal. */
const CHUNK = 64;

/**
 * Grades by the policy's own rubric.
 *
 * @param now the moment of grading, ms since 1970 UTC
 * @throws INTERRUPTED on abort
 */
export async function gradeByRubric(
  pairs: readonly GoldenPair[],
  policy: Policy,
  now: number,
  { signal, onDone }: { signal?: AbortSignal; onDone?: () => void } = {},
): Promise<GradeOutcome[]> {
  const grader = createRubricGrader(policy, { now });
  const outcomes: GradeOutcome[] = [];
  for (const [i, pair] of pairs.entries()) {
    if (i % CHUNK === 0) await new Promise<void>((done) => setImmediate(done));
    if (signal?.aborted === true) {
      throw new PocketRankError('INTERRUPTED', `Stopped after ${i} of ${pairs.length} pairs.`);
    }
    const result = grader.grade(pair.profile, pair.item);
    if (result.grade === undefined)
      outcomes.push({ pair, grade: undefined, reason: result.reason });
    else {
      const { grade, score, rationale } = result;
      const levels = new Map(result.criteria.map(({ id, level }) => [id, level]));
      outcomes.push({
        pair,
        grade,
        score,
        rationale,
        criteria: Object.fromEntries(policy.criteria.map(({ id }) => [id, levels.get(id) ?? null])),
        limits: result.limits.map(({ id }) => id),
      });
    }
    onDone?.();
  }
  return outcomes;
}
