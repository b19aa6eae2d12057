import { PocketRankError } from '../../core/errors.ts';
import type { Random } from '../../core/math/random.ts';
import type { Student } from '../../core/student/student.ts';
import { formatNumber } from '../console/format.ts';
import type { Bound, Goal } from '../domain.ts';
import { putBehind } from '../evaluate/behind.ts';
import { namedWeights } from '../evaluate/named-weights.ts';
import { ndcgAtK } from '../evaluate/metrics/ndcg-at-k.ts';
import { poorMatchAtK } from '../evaluate/metrics/poor-match-at-k.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import { blendLogits, type StudentLists } from '../train/data/student-lists.ts';
import { drawCases } from './draw-cases.ts';
import type { Material } from './material.ts';
import type { OtherTeacher } from './other-teachers.ts';
import { ownCases, ownMean } from './own-metric.ts';

/** One blend of outputs, and what it reaches on held-out people. */
export interface BlendPoint {
  /** By output, in sum 1. */
  weights: Record<string, number>;
  /** Of each teacher its own metric: see `ownMetricOf`. */
  own: Record<string, number>;
  /** Share of poor matches (policy grade at most 1) among the first ten. */
  poor: number;
}

/** The blend that was chosen, and all that were tried. */
export interface BlendChoice {
  goal: Goal;
  weights: readonly number[];
  sweep: BlendPoint[];
}

/** Steps of a weight from 0 to 1 by the number of outputs: some hundred blends at most. */
const STEPS = [1, 1, 20, 20, 10, 7, 5];
/** What a teacher keeps of its own metric alone, where the domain states no goal. */
const USUAL_SHARE = 0.9;

/**
 * Tries blends of a student's outputs on held-out people and takes the one that the domain's goal asks for.
 *
 * @throws INVALID_ARGUMENT where no blend keeps the bounds that the domain states
 */
export function chooseWeights(
  student: Student,
  material: Material,
  lists: StudentLists,
  grade: PairGrader,
  random: Random,
  others: readonly OtherTeacher[],
  stated: Goal | undefined,
): BlendChoice {
  const { outputs } = student;
  const goal = stated ?? usualGoal(outputs);
  const measure = createMeasure(outputs, material, lists, grade, random, others);
  const steps = STEPS[outputs.length]!;
  const sweep = compositions(steps, outputs.length).map((parts) =>
    measure(parts.map((part) => part / steps)),
  );
  const alone = aloneOf(sweep);
  const met = sweep.filter((point) =>
    goal.while.every((bound) => shortfall(bound, point, alone, goal) <= 1e-9),
  );
  const worst = (point: BlendPoint): number =>
    Math.max(0, ...goal.while.map((bound) => shortfall(bound, point, alone, goal)));
  if (met.length === 0 && stated !== undefined) throw unmeetable(sweep, worst, alone, goal);
  const from = met.length > 0 ? met : [sweep.reduce((a, b) => (worst(b) < worst(a) ? b : a))];
  const best = from.reduce((a, b) => (b.own[goal.most]! > a.own[goal.most]! ? b : a));
  return { goal, weights: outputs.map((name) => best.weights[name]!), sweep };
}

function usualGoal(outputs: readonly string[]): Goal {
  const most = ['click', ...outputs].find((name) => outputs.includes(name))!;
  return {
    most,
    while: [
      ...(outputs.includes('policy') && most !== 'policy' ? [{ poorMatches: 0.5 }] : []),
      ...outputs
        .filter((name) => name !== most && name !== 'policy')
        .map((teacher) => ({ teacher, atLeast: USUAL_SHARE })),
    ],
  };
}

function createMeasure(
  outputs: readonly string[],
  material: Material,
  lists: StudentLists,
  grade: PairGrader,
  random: Random,
  others: readonly OtherTeacher[],
): (weights: readonly number[]) => BlendPoint {
  const cases = drawCases(material, lists, grade, random);
  const own = others.map(({ source: { name }, lesson }) => {
    const of = ownCases(lesson);
    return { name, of, logits: of.lists.map((list) => lists.score(list).logits) };
  });
  return (weights) => {
    const point: BlendPoint = { weights: namedWeights({ outputs, weights }), own: {}, poor: 0 };
    const [grades, gains]: [number[], number[]] = [[], []];
    for (const one of cases) {
      const scores = putBehind(blendLogits(one.logits, weights), one.caps);
      point.poor += poorMatchAtK(scores, (k) => one.poor[k] === 1, 10) / cases.length;
      grades.push(ndcgAtK(scores, one.grades, 10));
      gains.push(ndcgAtK(scores, one.gains, 10));
    }
    if (outputs.includes('policy')) point.own.policy = meanOf(grades);
    if (outputs.includes('click')) point.own.click = meanOf(gains);
    for (const { name, of, logits } of own) {
      point.own[name] = ownMean(
        of,
        logits.map((parts) => blendLogits(parts, weights)),
      );
    }
    return point;
  };
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

/** The blends of one output alone, by its name. */
export function aloneOf(sweep: readonly BlendPoint[]): Record<string, BlendPoint> {
  return Object.fromEntries(
    Object.keys(sweep[0]!.weights).map((name) => [
      name,
      sweep.find(({ weights }) => weights[name]! > 0.999)!,
    ]),
  );
}

/** How far a blend is from keeping a bound, as a share; 0 or less where it keeps it. */
function shortfall(
  bound: Bound,
  { own, poor }: BlendPoint,
  alone: Readonly<Record<string, BlendPoint>>,
  { most }: Goal,
): number {
  if ('poorMatches' in bound) return poor - bound.poorMatches * alone[most]!.poor;
  const { teacher, atLeast } = bound;
  return atLeast - own[teacher]! / alone[teacher]!.own[teacher]!;
}

function unmeetable(
  sweep: readonly BlendPoint[],
  worst: (point: BlendPoint) => number,
  alone: Readonly<Record<string, BlendPoint>>,
  goal: Goal,
): PocketRankError {
  const nearest = sweep.reduce((a, b) => (worst(b) < worst(a) ? b : a));
  const broken = goal.while.filter((bound) => shortfall(bound, nearest, alone, goal) > 1e-9);
  const words = broken.map((bound) =>
    'poorMatches' in bound
      ? `poor matches at most ${bound.poorMatches} of those of ${goal.most} alone (${formatNumber(nearest.poor / alone[goal.most]!.poor)})`
      : `${bound.teacher} at least ${bound.atLeast} of it alone (${formatNumber(nearest.own[bound.teacher]! / alone[bound.teacher]!.own[bound.teacher]!)})`,
  );
  return new PocketRankError(
    'INVALID_ARGUMENT',
    `No blend of ${Object.keys(alone).join(', ')} keeps what the goal in teachers.yaml asks for; the nearest breaks: ${words.join('; ')}.`,
    { hint: 'Loosen the bound, or teach the output that it holds better.' },
  );
}

/** All ways to share `total` among so many places. */
function compositions(total: number, places: number): number[][] {
  if (places === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    compositions(total - first, places - 1).map((rest) => [first, ...rest]),
  ).flat();
}
