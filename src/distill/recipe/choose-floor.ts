import { append } from '../../core/math/append.ts';
import type { Random } from '../../core/math/random.ts';
import { floorOf, POLICY_FLOOR } from '../../core/personalization/policy-floor.ts';
import { topK } from '../../core/math/top-k.ts';
import type { Student } from '../../core/student/student.ts';
import type { HistoryEvent, LogEvent } from '../../core/types.ts';
import { ndcgAtK } from '../evaluate/metrics/ndcg-at-k.ts';
import { poorMatchAtK } from '../evaluate/metrics/poor-match-at-k.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import { learningEvents, type Material } from './material.ts';

/** What signals do to the first ten under one floor; means over lists. */
export interface FloorPoint {
  /** How far the mean grade may fall; null: no floor at all. */
  slack: number | null;
  /** nDCG@10 of the next choice less that without signals. */
  gain: number;
  /** The same among the items that are no poor matches. */
  goodGain: number;
  /** Mean policy grade of the first ten by the model, 0 … 4. */
  grade: number;
  /** Share of poor matches (policy grade ≤ 1) among the first ten. */
  poor: number;
}

/** The chosen floor, and the whole curve. */
export interface FloorChoice {
  slack: number;
  /** Lists measured on. */
  lists: number;
  /** Without signals. */
  base: Pick<FloorPoint, 'grade' | 'poor'>;
  sweep: FloorPoint[];
}

const SLACKS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, null];
/** With less hardly anything moves after an open or two; a person would take the list for deaf. */
const LEAST_SLACK = 0.5;
/** Share of the attainable gain that counts as most of it. */
const MOST_OF_IT = 0.9;
/** Lists in which the first ten are a choice among many. */
const CANDIDATES = 240;
/** Earlier signals that a choice must have: a floor under none or one is hardly met. */
const MIN_SIGNALS = 3;
/** Choices of one profile, the last. */
const MAX_CHOICES = 3;
/** Fewer lists than this tell nothing. */
const MIN_LISTS = 30;
/** Poor matches by the rubric may be so many more than without signals, as a share of the first ten. */
const POOR_TOLERANCE = 0.002;

/**
 * Measures floors of every slack on the last choices of held-out profiles, and takes the least that has most of the
 * gain that can be had among items that are no poor matches, with no more poor matches in the first ten than there are
 * without signals.
 *
 * @returns undefined where the log has too few held-out profiles with a history
 */
export function chooseFloor(
  student: Student,
  material: Material,
  grade: PairGrader,
  random: Random,
): FloorChoice | undefined {
  const cases = drawCases(material, random);
  if (cases.length < MIN_LISTS) return undefined;
  const { data, tables, now } = material;
  const {
    base: cold,
    policyGrade,
    underFloor,
  } = createModelScorers(student, {
    items: tables.items,
    now,
  });
  const own = floorOf(student.personalization);
  const scorers = SLACKS.map((slack) => underFloor(slack !== null && { ...own, slack }));
  const sums = [...SLACKS, undefined].map(() => ({ ndcg: 0, good: 0, grade: 0, poor: 0 }));
  let goodCases = 0;
  for (const { profile, items, history, at } of cases) {
    const list = items.map((item) => data.itemObjects[item]!);
    const person = data.profileObjects[profile]!;
    const grades = list.map((item) => policyGrade(person, item, at));
    const isPoor = (i: number): boolean =>
      (grade(profile, items[i]!) ?? grades[i]!) < POLICY_FLOOR.poorGrade;
    const gains = Float64Array.from(items, (_, i) => Number(i === 0));
    const isGood = items.map((_, i) => !isPoor(i));
    if (isGood[0]) goodCases++;
    for (const [s, sum] of sums.entries()) {
      const scorer = scorers[s] ?? cold;
      const scores = scorer.score(person, list, history, at) as Float64Array;
      sum.ndcg += ndcgAtK(scores, gains, 10);
      if (isGood[0]) {
        const pick = (values: Float64Array) => values.filter((_, i) => isGood[i]!);
        sum.good += ndcgAtK(pick(scores), pick(gains), 10);
      }
      sum.poor += poorMatchAtK(scores, isPoor, 10);
      sum.grade += topK(scores, 10).reduce((total, i) => total + grades[i]!, 0) / 10;
    }
  }
  const base = sums.pop()!;
  const count = cases.length;
  const sweep = SLACKS.map((slack, s): FloorPoint => {
    const { ndcg, good, grade: graded, poor } = sums[s]!;
    return {
      slack,
      gain: (ndcg - base.ndcg) / count,
      goodGain: (good - base.good) / Math.max(1, goodCases),
      grade: graded / count,
      poor: poor / count,
    };
  });
  const reference = { grade: base.grade / count, poor: base.poor / count };
  return { slack: choose(sweep, reference.poor), lists: count, base: reference, sweep };
}

function choose(sweep: readonly FloorPoint[], poor: number): number {
  const open = sweep.filter(
    (point) =>
      point.slack !== null && point.slack >= LEAST_SLACK && point.poor <= poor + POOR_TOLERANCE,
  );
  const most = Math.max(...open.map(({ goodGain }) => goodGain));
  if (open.length === 0) return LEAST_SLACK;
  if (most <= 0) return Math.min(POLICY_FLOOR.slack, open.at(-1)!.slack!);
  return open.find(({ goodGain }) => goodGain >= MOST_OF_IT * most)!.slack!;
}

/** A choice, the chosen item first among others, and what the person had done before. */
interface Case {
  profile: number;
  items: number[];
  history: HistoryEvent[];
  at: number;
}

/** The last choices of held-out profiles that had done enough before, among what their slates showed and others. */
function drawCases({ data, tables, heldOut, mine }: Material, random: Random): Case[] {
  const isHeldOut = new Set(heldOut.map((profile) => data.profileIds[profile]!));
  const byProfile = new Map<string, LogEvent[]>();
  for (const event of learningEvents(tables)) {
    if (event.at === undefined || !isHeldOut.has(event.profileId)) continue;
    append(byProfile, event.profileId, event);
  }
  return [...byProfile].flatMap(([profileId, own]) => {
    own.sort((a, b) => a.at! - b.at!);
    const acts = own.filter(({ type }) => type !== 'impression');
    const isChoice = ({ type, itemId }: LogEvent, i: number): boolean =>
      i >= MIN_SIGNALS &&
      tables.eventTypes.weight(type) > 0 &&
      acts.findIndex((one) => one.itemId === itemId) === i;
    const profile = data.profileIndex.get(profileId)!;
    return acts
      .filter(isChoice)
      .slice(-MAX_CHOICES)
      .flatMap(({ itemId, slateId, at }) => {
        const history = acts.filter((event) => event.at! < at!);
        const past = new Set(history.map((event) => data.itemIndex.get(event.itemId)!));
        const items = new Set([data.itemIndex.get(itemId)!]);
        const add = (item: number): void => void (past.has(item) || items.add(item));
        if (slateId !== undefined) {
          for (const event of own) {
            if (event.slateId === slateId) add(data.itemIndex.get(event.itemId)!);
          }
        }
        for (const item of mine(profile, CANDIDATES / 2)) add(item);
        const wanted = Math.min(CANDIDATES, data.rankable - past.size);
        while (items.size < wanted) add(random.integer(data.rankable));
        return history.length < MIN_SIGNALS
          ? []
          : [{ profile, items: [...items], history, at: at! }];
      });
  });
}
