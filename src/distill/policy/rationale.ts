import type { GradeValue } from '../../core/types.ts';
import type { Policy } from './policy.ts';
import type { CriterionResult, LimitResult } from './rubric-grader.ts';
import { listWords } from './words.ts';

/** What a rationale is written from. */
export interface RationaleParts {
  policy: Policy;
  grade: GradeValue;
  /** The grade before hard limits. */
  earned: GradeValue;
  criteria: readonly CriterionResult[];
  unknown: readonly string[];
  limits: readonly LimitResult[];
  /** Ids of the criteria that speak of the item alone. */
  aboutItem: ReadonlySet<string>;
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
  const { policy, grade, earned, limits } = parts;
  const name = policy.grades[grade]?.name ?? `Grade ${grade}`;
  const { pros, cons } = weighClauses(parts);
  let text = pros || cons;
  if (pros && cons) text = grade >= MIDDLE ? `${pros}; but ${cons}` : `${cons}; for it, ${pros}`;
  const sentences = [text ? `${name} match: ${text}.` : `${name} match.`];
  if (grade < earned) {
    const reasons = limits.filter(({ cap }) => cap === grade).map(({ because }) => because);
    const would = policy.grades[earned]?.name.toLowerCase() ?? `grade ${earned}`;
    sentences.push(`It would be ${would}, but ${listWords([...new Set(reasons)])}.`);
  }
  if (parts.unknown.length > 0) {
    sentences.push(`Not known: ${listWords(parts.unknown.map((item) => item.toLowerCase()))}.`);
  }
  return sentences.join(' ');
}

/** The clauses for and against, each side's strongest joined. */
function weighClauses({
  criteria,
  grade,
  aboutItem,
}: RationaleParts): Record<'pros' | 'cons', string> {
  // That an item is in order is no reason to take it; that it is not is one to leave it.
  const told = criteria.filter(({ id, level }) => level < MIDDLE || !aboutItem.has(id));
  const heaviest = told.reduce((most, { weight }) => Math.max(most, weight), 0);
  const sides = { pros: [] as [number, string][], cons: [] as [number, string][] };
  for (const { weight, level, because } of told) {
    // The middle of the weightiest criterion is worth saying; of any other it says nothing.
    const silent = level === MIDDLE && weight < heaviest;
    if (silent || !because) continue;
    const force = weight * (Math.abs(level - MIDDLE) || 1);
    const speaksFor = level === MIDDLE ? grade >= MIDDLE : level > MIDDLE;
    sides[speaksFor ? 'pros' : 'cons'].push([force, because]);
  }
  const strongest = [...sides.pros, ...sides.cons].reduce(
    (most, [force]) => Math.max(most, force),
    0,
  );
  const join = (side: [number, string][]): string => {
    const strong = side.filter(([force]) => force >= strongest * LEAST_FORCE);
    strong.sort((a, b) => b[0] - a[0]);
    return listWords([...new Set(strong.slice(0, MAX_CLAUSES).map(([, because]) => because))]);
  };
  return { pros: join(sides.pros), cons: join(sides.cons) };
}
