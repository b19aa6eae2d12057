import { affinityNames } from '../../../core/personalization/affinity.ts';
import { listRarities } from '../../../core/personalization/list-rarities.ts';
import { createPersonalFeatures } from '../../../core/personalization/personal-features.ts';
import { FEATURES_PER_AFFINITY } from '../../../core/personalization/prior-weights.ts';
import { AGGREGATES } from '../../../core/format/model-file.ts';
import { type PersonalizationPrior } from '../../../core/format/prior.ts';
import { createEventTypes, type EventTypes } from '../../tables/event-types.ts';
import type { Schema } from '../../../core/features/schema.ts';
import type { Random } from '../../../core/math/random.ts';
import type { Student } from '../../../core/student/student.ts';
import type { LogEvent } from '../../../core/types.ts';
import { readChoices, withAlternatives, type ChoiceStep } from './choice-steps.ts';
import { mildPrior } from './mild-prior.ts';
import { fitConditionalLogit, type ChoiceSet } from './conditional-logit.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';

const MAX_CHOICES = 4000;
/** Fewer choices than this teach nothing that holds for other users. */
const MIN_CHOICES = 200;
const PRECISION = 1;
const DECAYS = [0.5, 0.7, 0.9];
/** How little the base score may come to count beside signals. */
const MIN_TRUST = 0.1;

/** Features beside the affinities', fitted for what they explain and then left out. */
const LEARNED_BASE = 0;
const HELD_OUT_BASE = 1;
const POSITION = 2;
const NUISANCES = 3;

/** A prior and what it was learned from. */
export interface LearnedPrior {
  prior: PersonalizationPrior;
  choices: number;
}

/**
 * Learns the global layer of personalization: a conditional logit of each next choice of a user against the
 * other items of a list (see {@link withAlternatives}), no weight below 0. Only logs with times can teach
 * it; others leave the default.
 *
 * How much the base score counts beside signals is learned too, on profiles that the student never saw: it
 * knows the choices of those that it learned from better than anybody's future ones. The weights are stated in
 * logits of that base score.
 *
 * @param heldOut profiles that the student has not learned from
 */
export function learnPrior(
  student: Student,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  heldOut: ReadonlySet<number>,
  random: Random,
): LearnedPrior {
  const types = createEventTypes(student.schema.source.events);
  const mild = mildPrior(types);
  const steps = drawSteps(student.schema, data, lists, events, heldOut, random, types);
  if (steps.length < MIN_CHOICES) return { prior: mild, choices: 0 };
  const kept = distinctAffinities(student.schema);
  const count = kept.length * FEATURES_PER_AFFINITY;
  const bases = steps.map((step) => lists.blend(step.list));
  let best: { prior: PersonalizationPrior; likelihood: number } | undefined;
  for (const decayPerSignal of DECAYS) {
    const decay = { ...mild, decayPerSignal };
    const sets = steps.map((step, s): ChoiceSet => {
      const features = affinityFeatures(student, lists, step, decay, kept);
      const base = bases[s]!;
      const learned = heldOut.has(step.list.profile) ? HELD_OUT_BASE : LEARNED_BASE;
      for (const [k, position] of step.positions.entries()) {
        const from = k * (count + NUISANCES) + count;
        features[from + learned] = base[k]!;
        features[from + POSITION] = position > 0 ? Math.log2(position) : 0;
      }
      return { features, offset: base, chosen: 0 };
    });
    const { weights, likelihood } = fitConditionalLogit(sets, count + NUISANCES, PRECISION, count);
    if (best !== undefined && likelihood <= best.likelihood) continue;
    const trust = Math.max(MIN_TRUST, 1 + weights[count + HELD_OUT_BASE]!);
    const weightOf = (i: number): number => Math.round((1e4 * weights[i]!) / trust) / 1e4;
    const affinityWeights = Object.fromEntries(
      kept.map(({ name }, a) => [
        name,
        Object.fromEntries(
          AGGREGATES.map((aggregate, i) => [aggregate, weightOf(a * FEATURES_PER_AFFINITY + i)]),
        ),
      ]),
    ) as PersonalizationPrior['affinityWeights'];
    best = { prior: { ...decay, affinityWeights }, likelihood };
  }
  return { prior: best!.prior, choices: steps.length };
}

/** Choices with their alternatives: held-out profiles' first, since they tell what the base score is worth. */
function drawSteps(
  schema: Schema,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  heldOut: ReadonlySet<number>,
  random: Random,
  types: EventTypes,
): ChoiceStep[] {
  const choices = random.shuffle(readChoices(data, lists, events, types));
  const unseen = choices.filter(({ profile }) => heldOut.has(profile)).slice(0, MAX_CHOICES / 2);
  const others = choices.filter(({ profile }) => !heldOut.has(profile));
  const kept = random.shuffle([...unseen, ...others.slice(0, MAX_CHOICES - unseen.length)]);
  return withAlternatives(kept, schema, data, lists, events, random).filter(
    ({ list }) => list.items.length > 1,
  );
}

interface Affinity {
  name: string;
  /** Its place among all affinities. */
  index: number;
}

/** Two crosses that differ in the profile's field alone compare items alike: the first stands for both. */
function distinctAffinities(schema: Schema): Affinity[] {
  const seen = new Set<string>();
  return affinityNames(schema).flatMap((name, index) => {
    const cross = schema.crosses[index - 1];
    const key = cross === undefined ? '' : `${cross.kind} ${cross.itemField} ${cross.ofItem}`;
    if (cross?.kind === 'age' || seen.has(key)) return [];
    seen.add(key);
    return [{ name, index }];
  });
}

/** The personalization features of a step's items by the kept affinities, with room for the nuisances. */
function affinityFeatures(
  { schema, parameters: { width } }: Student,
  { codes, stride }: StudentLists,
  { signals, list: { items, at } }: ChoiceStep,
  decay: PersonalizationPrior,
  kept: readonly Affinity[],
): Float64Array {
  const rarities = listRarities(schema, width, codes, stride, Uint32Array.from(items));
  const features = createPersonalFeatures(schema, width, decay, signals, at, rarities);
  const row = new Float64Array(affinityNames(schema).length * FEATURES_PER_AFFINITY);
  const rows = new Float64Array(items.length * (kept.length * FEATURES_PER_AFFINITY + NUISANCES));
  const perRow = rows.length / items.length;
  for (const [k, item] of items.entries()) {
    features(codes, item * stride, row);
    for (const [a, { index }] of kept.entries()) {
      const from = index * FEATURES_PER_AFFINITY;
      rows.set(
        row.subarray(from, from + FEATURES_PER_AFFINITY),
        k * perRow + a * FEATURES_PER_AFFINITY,
      );
    }
  }
  return rows;
}
