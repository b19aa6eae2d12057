import type { Grade, GradeValue } from '../../core/types.ts';
import type { GradeOutcome } from '../golden/types.ts';

/** A row of a grades table, with more columns for whoever reads it. */
export interface GradeRow extends Grade {
  score?: number;
  rationale: string;
  stratum: string;
  criteria?: Readonly<Record<string, GradeValue | null>>;
  limits?: readonly string[];
}

/** The rows of a grades table; pairs without a grade have none. */
export function rowsOf(outcomes: readonly GradeOutcome[], grader: string): GradeRow[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.grade === undefined) return [];
    const { pair, grade, score, rationale, criteria, limits } = outcome;
    const { profileId, itemId, stratum } = pair;
    return [
      {
        profileId,
        itemId,
        grade,
        grader,
        ...(score !== undefined && { score }),
        rationale,
        stratum,
        ...(criteria && { criteria }),
        ...(limits && { limits }),
      },
    ];
  });
}
