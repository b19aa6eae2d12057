import type { RankedItem, Ranking } from 'pocketrank';
import { WEAK } from '../page/verdict.ts';
import { keyOf } from '../read/shown.ts';

/** A hard limit as a model file carries it. */
interface CarriedLimit {
  name: string;
  cap: number;
}

/** What a limit did in a list. */
export interface LimitRow extends CarriedLimit {
  /** How many items it holds down here, and by the grader of the build step; unknown where the person was edited. */
  held: number;
  byGrader: number | undefined;
  /** Items on which the two do not agree. */
  differ: number;
  /** The best grade among those that it holds down; undefined where it holds none. */
  best: number | undefined;
}

/** Grades are shown to a tenth; what is above the cap by less is rounding. */
const SLACK = 1e-6;

/**
 * Counts, for each limit that the model carries, what it holds down in a list.
 *
 * @param metadata of the model
 * @param held the limits that the grader found, by the item's key; undefined where nobody has graded
 */
export function countLimits(
  metadata: Readonly<Record<string, string>>,
  { items }: Ranking,
  held: Readonly<Record<string, readonly string[]>> | undefined,
): LimitRow[] {
  const carried = JSON.parse(metadata['limits'] ?? '[]') as CarriedLimit[];
  return carried.map(({ name, cap }) => {
    const here = items.filter(({ limits = [] }) => limits.some((limit) => limit.name === name));
    const there = held && items.filter(({ item }) => held[keyOf(item)]?.includes(name) === true);
    const differ = there
      ? items.filter((item) => here.includes(item) !== there.includes(item)).length
      : 0;
    const grades = here.map(({ policy }) => policy);
    return {
      name,
      cap,
      held: here.length,
      byGrader: there?.length,
      differ,
      best: grades.length === 0 ? undefined : Math.max(...grades),
    };
  });
}

/** What the list shows of its limits as a whole. */
export interface LimitVerdict {
  /** No grade is above a cap that holds. */
  isUnderCaps: boolean;
  /** Whatever a limit leaves weak or poor stands behind everything that none does. */
  isBehind: boolean;
  /** The grader found the very same; undefined where nobody has graded. */
  isSame: boolean | undefined;
}

/** Checks the list against its limits. */
export function checkList({ items }: Ranking, rows: readonly LimitRow[]): LimitVerdict {
  const left = items.filter(({ dismissed }) => !dismissed);
  const isHeldBack = ({ limits = [] }: RankedItem): boolean =>
    limits.some(({ cap }) => cap <= WEAK);
  const first = left.findIndex(isHeldBack);
  const graded = rows.some(({ byGrader }) => byGrader !== undefined);
  return {
    isUnderCaps: rows.every(({ best, cap }) => best === undefined || best <= cap + SLACK),
    isBehind: first < 0 || left.slice(first).every(isHeldBack),
    isSame: graded ? rows.every(({ differ }) => differ === 0) : undefined,
  };
}
