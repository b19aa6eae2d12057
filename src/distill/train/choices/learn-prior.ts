import type { PersonalizationPrior } from '../../../core/format/prior.ts';
import { createEventTypes } from '../../tables/event-types.ts';
import type { Random } from '../../../core/math/random.ts';
import type { Student } from '../../../core/student/student.ts';
import type { LogEvent } from '../../../core/types.ts';
import { readChoices, withAlternatives, type ChoiceStep } from './choice-steps.ts';
import { choosePrecision, fitWeights, type ServedStep } from './fit-weights.ts';
import { learnMap } from './learn-map.ts';
import { mildPrior } from './mild-prior.ts';
import { serveStep } from './serve-step.ts';
import { untimedSteps } from './untimed-steps.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';

const MAX_CHOICES = 4000;
/** Decays are tried on so many of them. */
const MAX_TRIED = 500;
/** Fewer choices than this teach nothing that holds for other users. */
const MIN_CHOICES = 200;
/** Nats a choice that a map must gain: it takes bytes of the file. */
const WORTH_A_MAP = 0.005;
/** What decays may be beside that of the mild prior, where a log has times. */
const DECAYS = [0.5, 0.7].map((decayPerSignal) => ({ decayPerSignal }));
/** What else may be, in the order in which it is tried. */
const TRIED: readonly Partial<PersonalizationPrior>[][] = [
  [{ accrues: true }],
  [0.3, 3, 10].map((shrinkage) => ({ shrinkage })),
  [1, 4].map((caution) => ({ caution })),
];

/** What a prior is learned from. */
export interface PriorSources {
  student: Student;
  data: PairData;
  /** Codes of what items say of themselves. */
  lists: StudentLists;
  /** The codes that will be served, with what the log says of items; undefined where it says nothing. */
  served: StudentLists | undefined;
  events: readonly LogEvent[];
  /**
   * The items that each profile to learn from chose, where the log says not what they were chosen from: see
   * {@link learnMap}. What a log has shown is chosen from that, and not from everybody's choices.
   */
  chosen: readonly (readonly number[])[] | undefined;
  /** Profiles that neither the student nor what the log says of items was learned from. */
  heldOut: ReadonlySet<number>;
  /** The time of choices that have none, ms since 1970. */
  now: number;
  random: Random;
}

/** A prior and what it was learned from. */
export interface LearnedPrior {
  prior: PersonalizationPrior;
  choices: number;
}

/**
 * Learns the global layer of personalization: how each next choice of a user follows from the earlier ones, against
 * the other items of a list (see {@link withAlternatives}, {@link untimedSteps}). Where items are served with what the
 * log says of them, the weights of these are learned with the codes that are served, from held-out profiles: of all
 * others the codes know the choices. How strongly weights are drawn to 0 is what one half of the people tell of the
 * other's choices. Logs too short to tell leave the default.
 */
export function learnPrior(sources: PriorSources): LearnedPrior {
  const { student, served, heldOut, random } = sources;
  const mild = mildPrior(createEventTypes(student.schema.source.events));
  const steps = drawSteps(sources);
  if (steps.length < MIN_CHOICES) return { prior: mild, choices: 0 };
  const plain = steps.map((step): ServedStep => ({
    step,
    lists: sources.lists,
    base: sources.lists.blend(step.list),
    isHeldOut: heldOut.has(step.list.profile),
  }));
  const known =
    served && plain.map((own) => (own.isHeldOut ? serveStep(own, sources.data, served) : own));
  // An order that means nothing makes no signal older than another.
  const isTimed = sources.events.some(({ at }) => at !== undefined);
  const bold = { ...mild, caution: 0, ...(!isTimed && { decayPerSignal: 1 }) };
  const precision = choosePrecision(student, known ?? plain, bold);
  const some = random.shuffle([...steps.keys()]).slice(0, MAX_TRIED);
  const tried = some.map((i) => (known ?? plain)[i]!);
  const share = (precision * tried.length) / steps.length;
  const likelihoodOf = (candidate: PersonalizationPrior): number =>
    fitWeights(student, tried, candidate, share).likelihood;
  const map = tellingMap(
    sources,
    some.map((i) => plain[i]!),
    bold,
    share,
  );
  let decay: PersonalizationPrior = { ...bold, ...(map && { map }) };
  let most = likelihoodOf(decay);
  for (const alternatives of isTimed ? [DECAYS, ...TRIED] : TRIED) {
    const before = decay;
    for (const other of alternatives) {
      const candidate = { ...before, ...other };
      const likelihood = likelihoodOf(candidate);
      if (likelihood > most) [most, decay] = [likelihood, candidate];
    }
  }
  const prior = {
    ...decay,
    affinityWeights: fitWeights(student, plain, decay, precision).weights,
    ...(known && { togetherWeights: fitWeights(student, known, decay, precision).weights }),
  };
  return { prior, choices: steps.length };
}

/** A map of signals, where it explains choices better by what items say of themselves. */
function tellingMap(
  { student, lists, chosen, random }: PriorSources,
  steps: readonly ServedStep[],
  decay: PersonalizationPrior,
  precision: number,
): Int8Array | undefined {
  const map = chosen && learnMap(lists, chosen, random.fork('map'));
  if (map === undefined) return undefined;
  const [without, having] = [decay, { ...decay, map }].map(
    (one) => fitWeights(student, steps, one, precision).likelihood,
  );
  return having! > without! + WORTH_A_MAP ? map : undefined;
}

/** Choices with their alternatives: held-out profiles' first, since they tell what the base score is worth. */
function drawSteps(sources: PriorSources): ChoiceStep[] {
  const { student, data, lists, events, heldOut, now, random } = sources;
  const { schema } = student;
  const types = createEventTypes(schema.source.events);
  const choices = random.shuffle(readChoices(data, lists, events, types));
  const unseen = choices.filter(({ profile }) => heldOut.has(profile)).slice(0, MAX_CHOICES / 2);
  const others = choices.filter(({ profile }) => !heldOut.has(profile));
  const kept = random.shuffle([...unseen, ...others.slice(0, MAX_CHOICES - unseen.length)]);
  const timed = withAlternatives(kept, schema, data, lists, events, random);
  const which = random.shuffle([...heldOut].sort((a, b) => a - b));
  const untimed = untimedSteps(data, lists, events, types, which, now, random);
  return [...timed, ...untimed.slice(0, MAX_CHOICES - timed.length)].filter(
    ({ list }) => list.items.length > 1,
  );
}
