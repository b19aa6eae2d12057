import type { GradeValue } from '../../core/types.ts';
import type { Policy } from './policy.ts';
import { listWords } from './phrases.ts';
import type { CriterionResult, LimitResult } from './rubric-grader.ts';

/** What a rationale is written from. */
export interface RationaleParts {
  policy: Policy;
  grade: GradeValue;
  /** The grade before hard limits. */
  earned: GradeValue;
  criteria: readonly CriterionResult[];
  unknown: readonly string[];
  limits: readonly LimitResult[];
}

const MAX_CLAUSES = 3;
const MIDDLE = 2;
/** Clauses that moved the mean by less than this share of the strongest one are not worth a reader's time. */
const LEAST_FORCE = 0.1;

/**
 * Writes a recruiter's sentence: the grade's name, what speaks for the match and what against it, the
 * weightiest first; then the limit that holds the grade down, and what is not known.
 */
export function writeRationale(parts: RationaleParts): string {
  const { policy, grade, earned, criteria, limits } = parts;
  const name = policy.grades[grade]?.name ?? `Grade ${grade}`;
  const byForce = [...criteria].sort((a, b) => force(b) - force(a));
  const strongest = byForce[0] ? force(byForce[0]) : 0;
  // That an ad is in order is no reason to take the job; that it is not is one to leave it.
  const ofAd = new Set(
    policy.criteria.filter(({ measure }) => measure.of === 'ad').map(({ id }) => id),
  );
  const clauses = (wanted: (level: number) => boolean, without?: ReadonlySet<string>): string =>
    joinClauses(
      byForce
        .filter(
          (result) =>
            wanted(result.level) &&
            !without?.has(result.id) &&
            force(result) >= strongest * LEAST_FORCE,
        )
        .slice(0, MAX_CLAUSES),
    );
  const pros = clauses((level) => level > MIDDLE, ofAd);
  const cons = clauses((level) => level < MIDDLE);
  const middle = clauses((level) => level === MIDDLE);
  let text: string;
  if (pros && cons) {
    text = grade >= MIDDLE ? `${pros}; but ${cons}` : `${cons}; for it, ${pros}`;
  } else text = pros || cons || middle;
  if (middle && text !== middle && (grade === MIDDLE || !cons)) {
    const [first] = byForce.filter(({ level, because }) => level === MIDDLE && because);
    if (first && !text.includes('; ')) text += `; ${first.because}`;
  }
  const sentences = [text ? `${name} match: ${text}.` : `${name} match.`];
  if (grade < earned) {
    const reasons = limits.filter(({ cap }) => cap === grade).map(({ because }) => because);
    const would = policy.grades[earned]?.name.toLowerCase() ?? `grade ${earned}`;
    sentences.push(`It would be ${would}, but ${listWords(reasons)}.`);
  }
  if (parts.unknown.length > 0) {
    sentences.push(`Not known: ${listWords(parts.unknown.map((item) => item.toLowerCase()))}.`);
  }
  return sentences.join(' ');
}

/** How much a criterion moved the mean away from the middle. */
function force({ weight, level }: CriterionResult): number {
  return weight * Math.abs(level - MIDDLE);
}

function joinClauses(results: readonly CriterionResult[]): string {
  const texts = [...new Set(results.map(({ because }) => because))].filter(Boolean);
  return listWords(texts);
}
