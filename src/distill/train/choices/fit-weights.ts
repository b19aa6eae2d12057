import { affinityNames } from '../../../core/personalization/affinity.ts';
import { listRarities } from '../../../core/personalization/list-rarities.ts';
import { createPersonalFeatures } from '../../../core/personalization/personal-features.ts';
import { AWAY, FEATURES_PER_AFFINITY } from '../../../core/personalization/prior-weights.ts';
import type { Decay } from '../../../core/personalization/signal-weights.ts';
import { AGGREGATES } from '../../../core/format/model-file.ts';
import type { WeightsByAffinity } from '../../../core/format/prior.ts';
import type { Schema } from '../../../core/features/schema.ts';
import type { Student } from '../../../core/student/student.ts';
import type { StudentLists } from '../data/student-lists.ts';
import type { ChoiceStep } from './choice-steps.ts';
import { fitConditionalLogit, meanLikelihood, type ChoiceSet } from './conditional-logit.ts';

/** How little the base score may come to count beside signals. */
const MIN_TRUST = 0.1;
/** Fewer steps that know of something dismissed do not tell how far that pushes away. */
const MIN_DISLIKED = 50;

/** Features beside the affinities', fitted for what they explain and then left out. */
const LEARNED_BASE = 0;
const HELD_OUT_BASE = 1;
const POSITION = 2;
const NUISANCES = 3;

/** Precisions of the weights' Gaussian prior that are tried, ascending. */
const PRECISIONS = [1, 10, 30, 100];
/** Nats a choice within which two explain choices alike: no list is turned over for less. */
const LEEWAY = 0.005;

/** A step, and the codes and scores that its list is served with. */
export interface ServedStep {
  step: ChoiceStep;
  lists: StudentLists;
  /** The base score of the list's items by these. */
  base: Float64Array;
  /** Whether the student has not learned from its profile. */
  isHeldOut: boolean;
}

/** Weights, and the mean log likelihood of a choice by them. */
export interface FittedWeights {
  weights: WeightsByAffinity;
  likelihood: number;
}

/**
 * Fits the weights of affinities for given decays: a conditional logit of each choice against the other items of its
 * list, no weight below 0. How much the base score counts beside signals is fitted on profiles that the student never
 * saw: it knows the choices of those that it learned from better than anybody's future ones. The weights are stated
 * in logits of that base score.
 */
export function fitWeights(
  student: Student,
  steps: readonly ServedStep[],
  decay: Decay,
  precision: number,
): FittedWeights {
  const kept = distinctAffinities(student.schema);
  const count = kept.length * FEATURES_PER_AFFINITY;
  const sets = choiceSets(student, steps, decay, kept);
  const { weights, likelihood } = fitUsed(sets, count + NUISANCES, count, precision);
  const trust = Math.max(MIN_TRUST, 1 + weights[count + HELD_OUT_BASE]!);
  const disliked = steps.filter(({ step }) =>
    step.signals.some(({ type }) => (decay.signalWeights[type] ?? 0) < 0),
  ).length;
  const told = AGGREGATES.flatMap((aggregate, i) =>
    i === AWAY && disliked < MIN_DISLIKED ? [] : [[aggregate, i] as const],
  );
  const weightOf = (i: number): number => Math.round((1e4 * weights[i]!) / trust) / 1e4;
  const byAffinity = kept.map(({ name }, a) => [
    name,
    Object.fromEntries(told.map(([key, i]) => [key, weightOf(a * FEATURES_PER_AFFINITY + i)])),
  ]);
  return { weights: Object.fromEntries(byAffinity) as WeightsByAffinity, likelihood };
}

/**
 * The precision of the weights' Gaussian prior: of those tried the strongest by which the choices of each half of the
 * people are explained from the other half's about as well as by the best of them. What a stronger one leaves out made
 * lists move without telling what anybody would choose.
 */
export function choosePrecision(
  student: Student,
  steps: readonly ServedStep[],
  decay: Decay,
): number {
  const kept = distinctAffinities(student.schema);
  const nonNegative = kept.length * FEATURES_PER_AFFINITY;
  const halves: [ServedStep[], ServedStep[]] = [[], []];
  for (const own of steps) halves[own.step.list.profile % 2]!.push(own);
  const [even, odd] = halves.map((half) => choiceSets(student, half, decay, kept));
  const explained = (from: ChoiceSet[], of: ChoiceSet[], precision: number): number => {
    const { weights } = fitUsed(from, nonNegative + NUISANCES, nonNegative, precision / 2);
    return of.length * meanLikelihood(of, weights);
  };
  const found = PRECISIONS.map(
    (precision) =>
      (explained(even!, odd!, precision) + explained(odd!, even!, precision)) / steps.length,
  );
  const least = Math.max(...found) - LEEWAY;
  return PRECISIONS[found.findLastIndex((likelihood) => likelihood >= least)]!;
}

/** Fits the features that are not 0 everywhere; of the others nothing is known, and their weight is 0. */
function fitUsed(
  sets: readonly ChoiceSet[],
  count: number,
  nonNegative: number,
  precision: number,
): ReturnType<typeof fitConditionalLogit> {
  const isUsed = new Uint8Array(count);
  for (const { features } of sets) {
    for (let i = 0; i < features.length; i++) if (features[i] !== 0) isUsed[i % count] = 1;
  }
  const used = [...isUsed.keys()].filter((i) => isUsed[i] === 1);
  const packed = sets.map((set): ChoiceSet => {
    const features = new Float64Array(set.offset.length * used.length);
    for (let k = 0, to = 0; k < set.offset.length; k++) {
      for (const i of used) features[to++] = set.features[k * count + i]!;
    }
    return { ...set, features };
  });
  const held = used.filter((i) => i < nonNegative).length;
  const fitted = fitConditionalLogit(packed, used.length, precision, held);
  const weights = new Float64Array(count);
  for (const [to, i] of used.entries()) weights[i] = fitted.weights[to]!;
  return { ...fitted, weights };
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
    const key = cross === undefined ? name : `${cross.kind} ${cross.itemField} ${cross.ofItem}`;
    if (cross?.kind === 'age' || seen.has(key)) return [];
    seen.add(key);
    return [{ name, index }];
  });
}

/** Each step as a choice by features: those of its affinities, then what is fitted and left out. */
function choiceSets(
  student: Student,
  steps: readonly ServedStep[],
  decay: Decay,
  kept: readonly Affinity[],
): ChoiceSet[] {
  const count = kept.length * FEATURES_PER_AFFINITY;
  return steps.map(({ step, lists, base, isHeldOut }): ChoiceSet => {
    const features = affinityFeatures(student, lists, step, decay, kept);
    for (const [k, position] of step.positions.entries()) {
      const from = k * (count + NUISANCES) + count;
      features[from + (isHeldOut ? HELD_OUT_BASE : LEARNED_BASE)] = base[k]!;
      features[from + POSITION] = position > 0 ? Math.log2(position) : 0;
    }
    return { features, offset: base, chosen: 0 };
  });
}

/** The personalization features of a step's items by the kept affinities, with room for the nuisances. */
function affinityFeatures(
  { schema, parameters: { width } }: Student,
  { codes, stride }: StudentLists,
  { signals, list: { items, at } }: ChoiceStep,
  decay: Decay,
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
