import { topK } from '../../core/math/top-k.ts';
import { personalScores } from '../../core/personalization/personal-scores.ts';
import { dismissalTypes } from '../../core/events.ts';
import { guardOrder, type GuardedList } from '../../core/personalization/guard-order.ts';
import {
  floorOf,
  POLICY_FLOOR,
  type PolicyFloor,
} from '../../core/personalization/policy-floor.ts';
import type { PersonalizationPrior } from '../../core/format/prior.ts';
import { createEncoder } from '../../core/student/encode.ts';
import { addResiduals } from '../../core/student/residual-encoder.ts';
import type { Student } from '../../core/student/student.ts';
import type { HistoryEvent, Item, Profile } from '../../core/types.ts';
import { historySignals } from './history-signals.ts';
import { createItemCodes } from './item-codes.ts';
import { putBehind, type CapsOf } from './behind.ts';
import type { Scorer } from './scorer.ts';
import { createSlateOutcomes, type SlateOutcomes } from './slate-outcomes.ts';

/** A model as {@link Scorer}s that share one forward pass a slate. */
export interface ModelScorers {
  /** As it ranks on a device: both heads, personalization from the slate's history, policy floor, hard limits. */
  full: Scorer;
  /** The same under another policy floor, or none; many of them share one pass. */
  underFloor(floor: PolicyFloor | false): Scorer;
  /** As it ranks on a device with another prior, under the same floor. */
  withPrior(prior: PersonalizationPrior): Scorer;
  /** Without personalization. */
  base: Scorer;
  /** As `base`, as if there were no hard limits. */
  unlimited: Scorer;
  /** By each output alone, by its name, without personalization; hard limits hold. */
  heads: Readonly<Record<string, Scorer>>;
  /** The best grade that hard limits leave each candidate. */
  caps: CapsOf;
  /** What each output says of one pair, by its name: of the policy the expected grade, of an event its chance. */
  pair(profile: Profile, item: Item, at?: number): Readonly<Record<string, number>>;
  /** The policy's expected grade of one pair, 0 … 4; 4 of a model without a policy. */
  policyGrade(profile: Profile, item: Item, at?: number): number;
  /** The chance of a click on one that is seen, 0 … 1. The model has that output. */
  clickProbability(profile: Profile, item: Item, at?: number): number;
}

/** Options of {@link createModelScorers}. */
export interface ModelScorerOptions {
  /** The items that histories name, by key. */
  items: ReadonlyMap<string, Item>;
  /** The time of slates that say none and have no history, in milliseconds since 1970. */
  now: number;
  /** What each output is worth in the score, in sum 1; default: the model's. */
  weights?: readonly number[];
  /** What to add to the codes of items, by key; default: nothing. */
  residuals?: ReadonlyMap<string, Int8Array> | undefined;
  /** The policy floor, or false for none; default: the model's. */
  floor?: PolicyFloor | false;
}

/**
 * Makes scorers of a model out of the code that ships to devices: the scalar definition of the forward pass
 * and the personalization of `core`. Each item is encoded once. The time of a slate is its `at`, else that of
 * the last event of its history, else `now`.
 */
export function createModelScorers(student: Student, options: ModelScorerOptions): ModelScorers {
  const { items, now, weights, floor = floorOf(student.personalization) } = options;
  const negative = dismissalTypes(student.schema.source.events);
  const encoder = addResiduals(
    createEncoder(student),
    student,
    options.residuals ?? new Map<string, Int8Array>(),
  );
  const codes = createItemCodes(student, encoder, now);
  const outcomesOf = createSlateOutcomes(student, encoder, codes, weights);
  // Single pairs have a pass of their own: the slate's stays remembered for the other scorers.
  const pairOutcomes = createSlateOutcomes(student, encoder, codes, weights);
  const timeOf = (at: number | undefined, history: readonly HistoryEvent[] = []): number =>
    at ?? history.at(-1)?.at ?? now;
  const by = (scoresOf: (outcomes: SlateOutcomes) => Float64Array): Scorer => ({
    score(profile, candidates, history, at) {
      const outcomes = outcomesOf(profile, candidates, timeOf(at, history));
      return putBehind(scoresOf(outcomes), outcomes.caps);
    },
  });
  const base = by(({ score }) => score.slice());
  const headOf = (name: string, k: number): Scorer => {
    const [worst, best] = student.outputRange[k]!;
    return by(({ heads }) => heads[name]!.map((value) => (best < worst ? -value : value)));
  };
  let last: { asked: Asked; list: ScoredList | undefined } | undefined;

  /** What signals make of a list, before the floor; undefined without signals. The last answer is kept, by identity. */
  function personalize(...asked: Asked): ScoredList | undefined {
    if (last !== undefined && asked.every((part, i) => part === last!.asked[i])) return last.list;
    const [prior, profile, candidates, history, at] = asked;
    const time = timeOf(at, history);
    const signals = historySignals(history, items, codes, time, negative);
    let list: ScoredList | undefined;
    if (signals.length > 0) {
      const { slots, expected, score, caps } = outcomesOf(profile, candidates, time);
      const personal = personalScores({
        schema: student.schema,
        width: student.parameters.width,
        prior,
        signals,
        now: time,
        codes: codes.all(),
        stride: codes.stride,
        slots,
      });
      const gone = new Set(
        history.flatMap(({ itemId, type }) => (negative.has(type) ? items.get(itemId) : [])),
      );
      list = {
        base: putBehind(score, caps),
        wished: putBehind(
          score.map((value, i) => value + personal[i]!),
          caps,
        ),
        caps,
        expected,
        dismissed: new Set(candidates.flatMap((item, i) => (gone.has(item) ? i : []))),
      };
    }
    last = { asked, list };
    return list;
  }

  const ranked = (prior: PersonalizationPrior, wanted: PolicyFloor | false): Scorer => ({
    score(...asked) {
      const list = personalize(prior, ...asked);
      return list === undefined ? base.score(...asked) : guardScores(list, wanted);
    },
  });

  const underFloor = (wanted: PolicyFloor | false): Scorer =>
    ranked(student.personalization, wanted);

  return {
    base,
    withPrior: (prior) => ranked(prior, floor),
    unlimited: {
      score: (profile, candidates, history, at) =>
        outcomesOf(profile, candidates, timeOf(at, history)).unlimited.slice(),
    },
    caps: (profile, candidates, history, at) =>
      outcomesOf(profile, candidates, timeOf(at, history)).caps,
    heads: Object.fromEntries(student.outputs.map((name, k) => [name, headOf(name, k)])),
    full: underFloor(floor),
    underFloor,
    pair(profile, item, at) {
      const { heads } = pairOutcomes(profile, [item], timeOf(at));
      return Object.fromEntries(Object.entries(heads).map(([name, [value]]) => [name, value!]));
    },
    policyGrade: (profile, item, at) => pairOutcomes(profile, [item], timeOf(at)).expected[0]!,
    clickProbability: (profile, item, at) =>
      pairOutcomes(profile, [item], timeOf(at)).heads.click![0]!,
  };
}

/** What a ranking depends on. */
type Asked = [prior: PersonalizationPrior, ...Parameters<Scorer['score']>];

/** A list as `guardOrder` takes it, with scores in the place of orders. */
type ScoredList = Omit<GuardedList, 'base' | 'wished'> & Record<'base' | 'wished', Float64Array>;

/**
 * Scores by which a list stands as it does on a device: `wished` itself where it does already (so that ties stay
 * ties), else the ranks in the guarded order, negated.
 */
function guardScores(list: ScoredList, floor: PolicyFloor | false): Float64Array {
  const count = list.wished.length;
  const orderOf = (scores: Float64Array): Uint32Array => Uint32Array.from(topK(scores, count));
  const wished = orderOf(list.wished);
  const { depth } = floor || POLICY_FLOOR;
  const guarded = { ...list, base: orderOf(list.base), wished };
  const { order } = guardOrder(guarded, floor || undefined, depth);
  if (order.every((i, rank) => i === wished[rank])) return list.wished.slice();
  const scores = new Float64Array(count);
  for (const [rank, i] of order.entries()) scores[i] = -rank;
  return scores;
}
