import {
  createPersonalFeatures,
  FEATURES_PER_AFFINITY,
} from '../../core/personalization/personal-scores.ts';
import { affinityNames, createAffinities } from '../../core/personalization/affinity.ts';
import { AGGREGATES, DEFAULT_PRIOR, type PersonalizationPrior } from '../../core/format/prior.ts';
import { addSignal, type Signals } from '../../core/personalization/signals.ts';
import type { Random } from '../../core/math/random.ts';
import type { Student } from '../../core/student/student.ts';
import type { LogEvent } from '../../core/types.ts';
import { fitConditionalLogit, type ChoiceSet } from './conditional-logit.ts';
import type { CandidateList } from './lists.ts';
import type { PairData } from './pair-data.ts';
import type { StudentLists } from './student-lists.ts';

const ALTERNATIVES = 30;
const MAX_CHOICES = 4000;
/** Fewer choices than this teach nothing that holds for other users. */
const MIN_CHOICES = 200;
const PRECISION = 1;
const DECAYS = [0.5, 0.7, 0.9];

/** A prior and what it was learned from. */
export interface LearnedPrior {
  prior: PersonalizationPrior;
  choices: number;
}

/**
 * Learns the global layer of personalization: a conditional logit of each next choice of a user against
 * jobs that resemble those chosen before or the one chosen in some respect, and any jobs; the student's base score
 * is the fixed part. Only logs with times can teach it; others leave the default.
 */
export function learnPrior(
  student: Student,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  random: Random,
): LearnedPrior {
  const steps = choiceSteps(student, data, lists, events, random);
  if (steps.length < MIN_CHOICES) return { prior: DEFAULT_PRIOR, choices: 0 };
  const names = affinityNames(student.schema);
  const count = names.length * FEATURES_PER_AFFINITY;
  let best: { prior: PersonalizationPrior; likelihood: number } | undefined;
  for (const decayPerSignal of DECAYS) {
    const decay = { ...DEFAULT_PRIOR, decayPerSignal };
    const sets = steps.map((step): ChoiceSet => {
      const { width } = student.parameters;
      const features = createPersonalFeatures(
        student.schema,
        width,
        decay,
        step.signals,
        step.list.at,
      );
      const rows = new Float64Array(step.list.jobs.length * count);
      for (const [k, job] of step.list.jobs.entries()) {
        features(lists.codes, job * lists.stride, rows.subarray(k * count, (k + 1) * count));
      }
      return { features: rows, offset: step.offset, chosen: 0 };
    });
    const { weights, likelihood } = fitConditionalLogit(sets, count, PRECISION);
    if (best !== undefined && likelihood <= best.likelihood) continue;
    const affinityWeights = Object.fromEntries(
      names.map((name, a) => [
        name,
        Object.fromEntries(
          AGGREGATES.map((aggregate, i) => [
            aggregate,
            Math.round(1e4 * weights[a * FEATURES_PER_AFFINITY + i]!) / 1e4,
          ]),
        ),
      ]),
    ) as PersonalizationPrior['affinityWeights'];
    best = { prior: { ...decay, affinityWeights }, likelihood };
  }
  return { prior: best!.prior, choices: steps.length };
}

interface ChoiceStep {
  signals: Signals;
  /** The chosen job first. */
  list: CandidateList;
  offset: Float64Array;
}

/** The second and later choices of each user, with the signals before them. */
function choiceSteps(
  student: Student,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  random: Random,
): ChoiceStep[] {
  const byProfile = new Map<string, LogEvent[]>();
  for (const event of events) {
    if (event.at === undefined || event.type === 'impression') continue;
    const list = byProfile.get(event.profileId);
    if (list === undefined) byProfile.set(event.profileId, [event]);
    else list.push(event);
  }
  const similar = createJobNeighbours(student, data, lists);
  const steps: ChoiceStep[] = [];
  for (const [profileId, own] of [...byProfile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    own.sort((a, b) => a.at! - b.at!);
    const profile = data.profileIndex.get(profileId)!;
    let signals: Signals = [];
    const seen = new Set<number>();
    let last = -1;
    for (const event of own) {
      const job = data.jobIndex.get(event.jobId)!;
      if (signals.length > 0 && !seen.has(job) && event.type !== 'dismiss') {
        const jobs = new Set([job]);
        for (const other of similar(job, ALTERNATIVES / 3, random)) jobs.add(other);
        if (last >= 0) for (const other of similar(last, ALTERNATIVES / 3, random)) jobs.add(other);
        while (jobs.size < ALTERNATIVES + 1 && jobs.size < data.rankable) {
          jobs.add(random.integer(data.rankable));
        }
        for (const known of seen) jobs.delete(known);
        const list: CandidateList = { profile, jobs: Int32Array.from(jobs), at: event.at! };
        steps.push({ signals, list, offset: new Float64Array(list.jobs.length) });
      }
      seen.add(job);
      if (event.type !== 'dismiss') last = job;
      const from = job * lists.stride;
      const code = lists.codes.subarray(from, from + lists.stride);
      signals = addSignal(signals, { jobId: event.jobId, type: event.type, at: event.at!, code });
    }
  }
  const kept = random.shuffle(steps).slice(0, MAX_CHOICES);
  for (const step of kept) step.offset = lists.blend(step.list);
  return kept;
}

const PROBES = 400;

/**
 * Jobs near a job by one affinity drawn at random (content, place, employer, …), found among a random
 * sample: alternatives that differ from it in all else.
 */
function createJobNeighbours(
  student: Student,
  data: PairData,
  { codes, stride }: StudentLists,
): (job: number, count: number, random: Random) => number[] {
  const { schema, parameters } = student;
  const affinities = createAffinities(schema, parameters.width);
  const values = new Float64Array(affinityNames(schema).length);
  return (job, count, random) => {
    const which = random.integer(values.length);
    const past = codes.subarray(job * stride, (job + 1) * stride);
    const found: { job: number; value: number }[] = [];
    for (let i = 0; i < PROBES; i++) {
      const other = random.integer(data.rankable);
      affinities(codes, other * stride, past, values);
      found.push({ job: other, value: values[which]! });
    }
    found.sort((a, b) => b.value - a.value || a.job - b.job);
    return found.slice(0, count).map((entry) => entry.job);
  };
}
