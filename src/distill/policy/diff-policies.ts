import type { GradeValue, Item, Profile } from '../../core/types.ts';
import { hashValue } from '../files/content-hash.ts';
import { createPairReader } from './pair-reader.ts';
import type { Policy } from './policy.ts';
import { createRubricGrader } from './rubric-grader.ts';
import type { RubricGrade, Ungraded } from './rubric-grader.ts';

/** A pair to grade under both policies. */
export interface PolicyPair {
  profile: Profile;
  item: Item;
}

/** A pair that two policies grade differently. */
export interface GradeChange<Pair extends PolicyPair = PolicyPair> {
  pair: Pair;
  before: RubricGrade | Ungraded;
  after: RubricGrade | Ungraded;
  /** Names of the criteria and limits whose part in the grade changed. */
  because: string[];
}

export interface PolicyDiff<Pair extends PolicyPair = PolicyPair> {
  pairs: number;
  changes: GradeChange<Pair>[];
  /** Pairs whose grade rose, fell, and that became or ceased to be ungraded. */
  raised: number;
  lowered: number;
  ungraded: number;
  /** `moves[before][after]` counts; index 5 stands for ungraded. */
  moves: number[][];
}

const UNGRADED = 5;

/**
 * Grades pairs under two policies and tells which grades the edit changes, in the order of the pairs.
 */
export function diffPolicies<Pair extends PolicyPair>(
  before: Policy,
  after: Policy,
  pairs: Iterable<Pair>,
  options: { now?: number } = {},
): PolicyDiff<Pair> {
  const { now = Date.now() } = options;
  const reader = createPairReader(before.domain, before.taught, now);
  const graders = [before, after].map((policy) =>
    createRubricGrader(policy, canShareReader(before, policy) ? { now, reader } : { now }),
  );
  const diff: PolicyDiff<Pair> = {
    pairs: 0,
    changes: [],
    raised: 0,
    lowered: 0,
    ungraded: 0,
    moves: Array.from({ length: UNGRADED + 1 }, () => new Array<number>(UNGRADED + 1).fill(0)),
  };
  for (const pair of pairs) {
    diff.pairs++;
    const [was, is] = graders.map((grader) => grader.grade(pair.profile, pair.item)) as [
      RubricGrade | Ungraded,
      RubricGrade | Ungraded,
    ];
    const row = diff.moves[indexOf(was.grade)] as number[];
    row[indexOf(is.grade)] = (row[indexOf(is.grade)] ?? 0) + 1;
    if (was.grade === is.grade) continue;
    if (was.grade === undefined || is.grade === undefined) diff.ungraded++;
    else if (is.grade > was.grade) diff.raised++;
    else diff.lowered++;
    diff.changes.push({ pair, before: was, after: is, because: gradeCauses(was, is) });
  }
  return diff;
}

/** Whether two policies measure pairs alike: of one domain, with the same numbers in its settings. */
export function canShareReader(a: Policy, b: Policy): boolean {
  return (
    a.domain.name === b.domain.name &&
    hashValue(a.domain.schema) === hashValue(b.domain.schema) &&
    hashValue(a.domain.settings) === hashValue(b.domain.settings)
  );
}

function indexOf(grade: GradeValue | undefined): number {
  return grade ?? UNGRADED;
}

/** Names of the criteria and limits whose part in a grade differs. */
export function gradeCauses(was: RubricGrade | Ungraded, is: RubricGrade | Ungraded): string[] {
  if (was.grade === undefined) return [was.reason];
  if (is.grade === undefined) return [is.reason];
  const names = new Set<string>();
  const parts = (result: RubricGrade): Map<string, string> =>
    new Map([
      ...result.criteria.map(({ name, level, weight }) => [name, `${level} ${weight}`] as const),
      ...result.limits.map(({ name, cap }) => [`limit: ${name}`, String(cap)] as const),
    ]);
  const [old, fresh] = [parts(was), parts(is)];
  for (const [name, value] of old) if (fresh.get(name) !== value) names.add(name);
  for (const name of fresh.keys()) if (!old.has(name)) names.add(name);
  return names.size > 0 ? [...names] : ['thresholds of the grades'];
}
