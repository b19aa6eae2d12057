import type { GradeValue, Item, Profile } from '../../core/types.ts';
import type { PairReader } from '../policy/pair-reader.ts';
import { meets } from '../policy/parse-condition.ts';
import type { Criterion, Level, Limit, Policy } from '../policy/policy.ts';
import { createRubricGrader, type RubricGrade } from '../policy/rubric-grader.ts';
import { openDocument, type EditableDocument, type LineEdit } from './edit-document.ts';
import { moveBorder } from './move-border.ts';

/** One edit of a policy that gives a pair another grade. */
export interface ProposedEdit {
  /** What it does, in words. */
  what: string;
  edits: LineEdit[];
  /** The policy after it. */
  policy: Policy;
}

/** The widest weight that is proposed, as a multiple of the one that stands. */
const WIDEST_WEIGHT = 4;
const LEAST_WIDEST = 12;
/** Thresholds are proposed in steps of this. */
const STEP = 0.05;

/**
 * Looks for single edits that give a pair the grade wanted: a criterion's weight, the border between two levels, the
 * threshold of a grade, what a limit or cap leaves. Each is proven on the pair before it is proposed, and is the
 * smallest of its kind. None where the policy cannot grade the pair, or no single edit will do.
 */
export function proposeEdits(
  policy: Policy,
  pair: { profile: Profile; item: Item },
  wanted: GradeValue,
  reader: PairReader,
): ProposedEdit[] {
  const gradeBy = (edited: Policy): RubricGrade | undefined => {
    const result = createRubricGrader(edited, { reader }).grade(pair.profile, pair.item);
    return result.grade === undefined ? undefined : result;
  };
  const now = gradeBy(policy);
  if (now === undefined || now.grade === wanted) return [];
  const document = openDocument(policy.markdown);
  const reading = reader.read(pair.profile, pair.item);
  const tries = [
    ...liftLimits(policy, document, now, wanted),
    ...moveThreshold(policy, document, now, wanted),
    ...now.criteria.flatMap(({ id }) => {
      const at = policy.criteria.findIndex((criterion) => criterion.id === id);
      const isBetter = wanted > now.grade;
      return [
        ...weighAnew(policy, document, at, (edited) => gradeBy(edited)?.grade === wanted),
        ...moveBorders(policy, document, at, reading.value(policy.criteria[at]!.measure), isBetter),
      ];
    }),
  ];
  return tries.filter((proposed) => gradeBy(proposed.policy)?.grade === wanted);
}

/** Limits and caps that hold below the grade wanted leave it. */
function* liftLimits(
  policy: Policy,
  document: EditableDocument,
  now: RubricGrade,
  wanted: GradeValue,
): Iterable<ProposedEdit> {
  const inTheWay = now.limits.filter(({ cap }) => cap < wanted);
  if (inTheWay.length === 0 || wanted === 4) return;
  const ids = new Set(inTheWay.map(({ id }) => id));
  const lift = (limits: readonly Limit[]): Limit[] =>
    limits.map((limit) => (ids.has(limit.id) ? { ...limit, cap: wanted } : limit));
  const edits = inTheWay.flatMap(
    ({ line }) => document.withCell(line, 'At most', `${wanted}`) ?? [],
  );
  if (edits.length < inTheWay.length) return;
  const names = inTheWay.map(({ name, cap }) => `“${name}” (now ${cap})`).join(' and ');
  yield {
    what: `Let ${names} leave a ${wanted}`,
    edits,
    policy: { ...policy, limits: lift(policy.limits), caps: lift(policy.caps) },
  };
}

/** The threshold of the grade above or below moves beyond the pair's mean. */
function* moveThreshold(
  policy: Policy,
  document: EditableDocument,
  { mean, grade }: RubricGrade,
  wanted: GradeValue,
): Iterable<ProposedEdit> {
  const isRaised = wanted > grade;
  const moved = isRaised ? wanted : ((wanted + 1) as GradeValue);
  const steps = mean / STEP;
  const from = Number(((isRaised ? Math.floor(steps) : Math.floor(steps) + 1) * STEP).toFixed(2));
  const band = policy.grades.find((other) => other.grade === moved);
  const row = document
    .tableUnder('Grades')
    ?.rows.find(({ cells }) => cells.get('grade') === String(moved));
  const edit = row && document.withCell(row.line, 'From', `${from}`);
  if (band === undefined || edit === undefined) return;
  const grades = policy.grades.map((other) => (other === band ? { ...other, from } : other));
  // Thresholds rise with the grades; another order would not compile.
  if (grades.some((other, i) => i > 0 && other.from <= grades[i - 1]!.from) || from > 4) return;
  yield {
    what: `Let ${band.name.toLowerCase()} (${moved}) begin at ${from} in place of ${band.from}`,
    edits: [edit],
    policy: { ...policy, grades },
  };
}

/** The nearest whole weight of a criterion with which the pair gets its grade. */
function* weighAnew(
  policy: Policy,
  document: EditableDocument,
  at: number,
  fits: (edited: Policy) => boolean,
): Iterable<ProposedEdit> {
  const { name, weight } = policy.criteria[at]!;
  const row = document
    .tableUnder('Criteria')
    ?.rows.find(({ cells }) => cells.get('criterion') === name);
  if (row === undefined) return;
  const widest = Math.max(LEAST_WIDEST, WIDEST_WEIGHT * weight);
  for (let distance = 1; distance <= widest; distance++) {
    for (const tried of [weight - distance, weight + distance]) {
      if (tried < 0 || tried > widest) continue;
      const edited = withCriterion(policy, at, { weight: tried });
      const edit = document.withCell(row.line, 'Weight', `${tried}`);
      if (edit === undefined || !fits(edited)) continue;
      return yield {
        what: `Give ${name} the weight ${tried} in place of ${weight}`,
        edits: [edit],
        policy: edited,
      };
    }
  }
}

/** The border of the level that the pair meets moves, so that it meets the neighbour. */
function* moveBorders(
  policy: Policy,
  document: EditableDocument,
  at: number,
  value: number | string | undefined,
  isBetter: boolean,
): Iterable<ProposedEdit> {
  const criterion = policy.criteria[at]!;
  if (typeof value !== 'number') return;
  const own = criterion.levels.find(({ condition }) => meets(condition, value));
  if (own === undefined) return;
  const neighbours = criterion.levels
    .filter(({ level }) => (isBetter ? level > own.level : level < own.level))
    .sort((a, b) => Math.abs(a.level - own.level) - Math.abs(b.level - own.level));
  const [neighbour] = neighbours;
  if (neighbour === undefined) return;
  const cells = [own, neighbour].map(({ line }) => document.cell(line, criterion.measure.name));
  const moved = moveBorder(criterion.measure, [own, neighbour], cells, value);
  if (moved === undefined) return;
  const edits = [own, neighbour].flatMap(
    ({ line }, i) => document.withCell(line, criterion.measure.name, moved.cells[i]!) ?? [],
  );
  const levels = criterion.levels.map((level): Level => {
    if (level === own) return { ...level, condition: moved.conditions[0] };
    return level === neighbour ? { ...level, condition: moved.conditions[1] } : level;
  });
  yield {
    what: `In ${criterion.name}, let level ${neighbour.level} be ${criterion.measure.name} “${moved.cells[1]}” in place of “${cells[1]}”`,
    edits,
    policy: withCriterion(policy, at, { levels }),
  };
}

function withCriterion(policy: Policy, at: number, changed: Partial<Criterion>): Policy {
  const criteria = policy.criteria.map((criterion, i) =>
    i === at ? { ...criterion, ...changed } : criterion,
  );
  return { ...policy, criteria };
}
