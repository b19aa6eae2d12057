import { PocketRankError } from '../../core/errors.ts';
import type { GradeValue, Item, Profile } from '../../core/types.ts';
import { compileLevels, scoreOfMean } from './glide.ts';
import type { Measure, MeasureValue } from './measure.ts';
import { createPairReader, type PairReader, type PairReading } from './pair-reader.ts';
import { meets } from './parse-condition.ts';
import type { Criterion, Limit, Policy } from './policy.ts';
import { writeRationale } from './rationale.ts';

/** What one criterion found. */
export interface CriterionResult {
  id: string;
  name: string;
  level: GradeValue;
  weight: number;
  /** The clause that says why. */
  because: string;
}

/** A hard limit or grade cap that holds for the pair, whether or not the grade was above it. */
export interface LimitResult {
  id: string;
  name: string;
  /** The highest grade that it allows. */
  cap: GradeValue;
  /** Whether it is a hard limit, which every device applies, or a grade cap of the rubric. */
  isHard: boolean;
  because: string;
  line: number;
}

/** The numbers of a grade. */
export interface RubricWeight {
  grade: GradeValue;
  /** The grade on a continuous scale, 0–4, for soft labels; rounded it is the grade. */
  score: number;
  /** The same as if there were no hard limits: what is left for a model to learn, since devices apply these themselves. */
  unlimited: number;
  /** Weighted mean of the levels, 0–4, before limits and caps. */
  mean: number;
  /** Share of the policy's weight for which there is evidence, 0–1. */
  confidence: number;
}

export interface RubricGrade extends RubricWeight {
  /** A recruiter's sentence. */
  rationale: string;
  /** The criteria with evidence, in the document's order. */
  criteria: CriterionResult[];
  /** Names of the criteria without evidence. */
  unknown: string[];
  limits: LimitResult[];
}

/** A pair that the policy cannot grade. */
export interface Ungraded {
  grade: undefined;
  reason: string;
}

export interface RubricGrader {
  /** Grades how well `item` fits `profile`, or says why it cannot. */
  grade(profile: Profile, item: Item): RubricGrade | Ungraded;
  /** The numbers of the grade alone, or undefined where there is none: no reason is written. */
  weigh(profile: Profile, item: Item): RubricWeight | undefined;
}

export interface RubricGraderOptions {
  /** The moment of grading, ms since 1970 UTC: it decides how old an item is. Default: now. */
  now?: number;
  /**
   * Reads the pairs; default: a reader of the grader's own. Graders of policies over one domain, with the same
   * settings and the same moment, may share one, so that pairs are read once.
   */
  reader?: PairReader;
}

/** Slack for sums of weights in floating point: a mean of 2.4999999 earns what 2.5 does. */
const EPSILON = 1e-9;
const NEAR_HALF = 0.49;

/**
 * Makes a grader for a compiled policy. Criteria without evidence are left out and the others' weights
 * count in their proportion; a pair with too little evidence stays ungraded. Objects are read once: they must
 * not be changed between calls. Deterministic for a fixed `now`.
 *
 * @throws `INVALID_ARGUMENT` if a profile or item is no object.
 */
export function createRubricGrader(
  policy: Policy,
  options: RubricGraderOptions = {},
): RubricGrader {
  const { reader = createPairReader(policy.domain, policy.taught, options.now ?? Date.now()) } =
    options;
  const findLevels = policy.criteria.map(compileLevels);
  const weightOf = (criteria: readonly Criterion[]): number =>
    criteria.reduce((sum, { weight }) => sum + weight, 0);
  const totalWeight = weightOf(policy.criteria);
  const aboutItem = new Set(
    policy.criteria.filter(({ measure }) => measure.of === 'item').map(({ id }) => id),
  );
  const pairWeight = weightOf(policy.criteria.filter(({ measure }) => measure.of === 'pair'));

  /** Weighs a pair, without a word of why: a recipe grades millions. */
  function weigh(pair: PairReading): Weighed | Ungraded {
    const found: Weighed['found'] = [];
    let weights = 0;
    let pairEvidence = 0;
    let levels = 0;
    let values = 0;
    for (let i = 0; i < policy.criteria.length; i++) {
      const criterion = policy.criteria[i] as Criterion;
      const { name, weight, measure } = criterion;
      const measured = pair.value(measure);
      const at = measured === undefined ? undefined : findLevels[i]?.(measured);
      if (!at && criterion.required) {
        return ungraded(`nothing is known about ${name.toLowerCase()}`);
      }
      if (!at || weight === 0) continue;
      weights += weight;
      if (measure.of === 'pair') pairEvidence += weight;
      levels += weight * at.level.level;
      values += weight * at.value;
      found.push({ criterion, level: at.level });
    }
    const evidence = pairWeight > 0 ? pairEvidence / pairWeight : 1;
    if (weights === 0 || evidence + EPSILON < policy.settings.leastEvidence) {
      const [has, needs] = [evidence, policy.settings.leastEvidence].map((share) =>
        Math.round(share * 100),
      );
      return ungraded(`only ${has} % of the evidence is there, and the policy needs ${needs} %`);
    }
    const mean = levels / weights;
    const earned = gradeOf(mean);
    const free = within(scoreOfMean(values / weights, policy.grades), earned);
    // Exactly what a device sees: what the build step knows beyond it must not be taught as a limit.
    const hard = policy.limits.filter((limit) => holds(limit, pair.exact));
    const caps = policy.caps.filter((cap) => holds(cap, pair.value) && !repeats(cap, hard));
    const taughtCap = lowestCap(caps);
    const cap = Math.min(taughtCap, lowestCap(hard)) as GradeValue;
    return {
      grade: cap < earned ? cap : earned,
      score: squeeze(free, cap),
      unlimited: squeeze(free, taughtCap),
      mean,
      confidence: weights / totalWeight,
      earned,
      found,
      hard,
      caps,
    };
  }

  function gradePair(pair: PairReading): RubricGrade | Ungraded {
    const weighed = weigh(pair);
    if (weighed.grade === undefined) return weighed;
    const { found, earned, hard, caps, ...numbers } = weighed;
    const criteria = found.map(({ criterion: { id, name, weight }, level }) => ({
      id,
      name,
      level: level.level,
      weight,
      because: level.reason.write(pair),
    }));
    const known = new Set(found.map(({ criterion }) => criterion));
    const unknown = policy.criteria.flatMap((criterion) =>
      criterion.weight > 0 && !known.has(criterion) ? [criterion.name] : [],
    );
    const limits = [
      ...hard.map((limit) => resultOf(limit, true, pair)),
      ...caps.map((limit) => resultOf(limit, false, pair)),
    ];
    const { grade } = numbers;
    return {
      ...numbers,
      rationale: writeRationale({ policy, grade, earned, criteria, unknown, limits, aboutItem }),
      criteria,
      unknown,
      limits,
    };
  }

  function gradeOf(mean: number): GradeValue {
    let grade: GradeValue = 0;
    for (const band of policy.grades) if (mean + EPSILON >= band.from) grade = band.grade;
    return grade;
  }

  const read = (profile: Profile, item: Item): PairReading =>
    reader.read(objectOf(profile, 'profile'), objectOf(item, 'item'));
  return {
    grade: (profile, item) => gradePair(read(profile, item)),
    weigh(profile, item) {
      const weighed = weigh(read(profile, item));
      return weighed.grade === undefined ? undefined : weighed;
    },
  };
}

/** A weighed pair, and what its reasons are written from. */
interface Weighed extends RubricWeight {
  earned: GradeValue;
  found: { criterion: Criterion; level: Criterion['levels'][number] }[];
  hard: Limit[];
  caps: Limit[];
}

function lowestCap(limits: readonly { cap: GradeValue }[]): GradeValue {
  return limits.reduce<GradeValue>((least, { cap }) => (cap < least ? cap : least), 4);
}

function holds({ conditions }: Limit, read: (measure: Measure) => MeasureValue): boolean {
  for (const { measure, condition } of conditions) {
    const value = read(measure);
    if (value === undefined || !meets(condition, value)) return false;
  }
  return true;
}

/** Whether a limit says as much of the same measures: a cap may repeat one for what only prose tells. */
function repeats(cap: Limit, limits: readonly Limit[]): boolean {
  const measures = measuresOf(cap);
  return limits.some((limit) => limit.cap <= cap.cap && measuresOf(limit) === measures);
}

function measuresOf({ conditions }: Limit): string {
  return conditions.map(({ measure }) => measure.name).join('\n');
}

function resultOf(limit: Limit, isHard: boolean, pair: PairReading): LimitResult {
  const { id, name, cap, reason, line } = limit;
  return { id, name, cap, isHard, because: reason.write(pair), line };
}

function ungraded(reason: string): Ungraded {
  return { grade: undefined, reason };
}

function objectOf(value: unknown, what: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new PocketRankError('INVALID_ARGUMENT', `The ${what} to grade is not an object.`);
}

/** Keeps a score where rounding gives the grade. */
function within(score: number, grade: GradeValue): number {
  return Math.min(4, Math.max(0, grade - 0.5, Math.min(score, grade + NEAR_HALF)));
}

/** Moves a score above a cap to just above it, keeping the order among the pairs under that cap. */
function squeeze(score: number, cap: GradeValue): number {
  return score <= cap || cap === 4 ? score : cap + (NEAR_HALF * (score - cap)) / (4 - cap);
}
