import type { GradeValue } from '../../core/types.ts';
import { pairKey, type GoldenPair, type GradedPair, type GradeOutcome } from './types.ts';

/** Grades so far apart are no matter of taste. */
const FAR = 2;

/** The pairs that two graders see far differently: two grades or more apart, or only one of them could grade. */
export function disputedPairs(
  first: readonly GradeOutcome[],
  other: readonly GradeOutcome[],
): GoldenPair[] {
  const others = new Map(other.map((outcome) => [pairKey(outcome.pair), outcome.grade]));
  return first.flatMap(({ pair, grade }) => {
    const key = pairKey(pair);
    if (!others.has(key)) return [];
    const against = others.get(key);
    if (grade === undefined && against === undefined) return [];
    const isFar = grade === undefined || against === undefined || Math.abs(grade - against) >= FAR;
    return isFar ? [pair] : [];
  });
}

/** What second opinions came to. */
export interface SecondOpinions {
  /** Pairs that the second grader graded. */
  asked: number;
  /** Nearer to the first grader, nearer to the other, as near to both. */
  withFirst: number;
  withOther: number;
  between: number;
  /** The grades of both models, a row each; of a pair's rows the one nearest to the middle of all opinions is the last. */
  rows: GradedPair[];
}

/**
 * Puts second opinions beside the first ones. Whoever learns from a table of grades takes the last row of a pair, so
 * the median of all opinions decides which of the two models' rows that is.
 */
export function joinOpinions(
  first: readonly GradeOutcome[],
  other: readonly GradeOutcome[],
  second: readonly GradeOutcome[],
): SecondOpinions {
  const find = (list: readonly GradeOutcome[]): Map<string, GradeOutcome> =>
    new Map(list.map((outcome) => [pairKey(outcome.pair), outcome]));
  const [others, seconds] = [find(other), find(second)];
  const opinions: SecondOpinions = { asked: 0, withFirst: 0, withOther: 0, between: 0, rows: [] };
  for (const outcome of first) {
    const key = pairKey(outcome.pair);
    const asked = seconds.get(key);
    const own = outcome.grade === undefined ? [] : [outcome];
    if (asked?.grade === undefined) {
      opinions.rows.push(...own);
      continue;
    }
    opinions.asked++;
    const against = others.get(key)?.grade;
    const towards = distance(asked.grade, outcome.grade) - distance(asked.grade, against);
    if (towards < 0) opinions.withFirst++;
    else if (towards > 0) opinions.withOther++;
    else opinions.between++;
    const middle = median([outcome.grade, against, asked.grade]);
    const isFirstNearer = distance(middle, outcome.grade) < distance(middle, asked.grade);
    opinions.rows.push(...(isFirstNearer ? [asked, ...own] : [...own, asked]));
  }
  return opinions;
}

/** Of grades; one that was not given is farther from all than any other. */
function distance(a: number, b: GradeValue | undefined): number {
  return b === undefined ? Infinity : Math.abs(a - b);
}

function median(grades: readonly (GradeValue | undefined)[]): number {
  const given = grades.filter((grade) => grade !== undefined).sort((a, b) => a - b);
  return (given[(given.length - 1) >> 1]! + given[given.length >> 1]!) / 2;
}
