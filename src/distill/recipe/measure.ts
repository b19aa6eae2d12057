import { limitsOf } from '../../core/limits/limits-of.ts';
import type { Student } from '../../core/student/student.ts';
import { measureStudentClicks, measureTeacherClicks } from './click-reliability.ts';
import { standardBaselines } from '../evaluate/baselines/standard.ts';
import { measureSignals } from '../evaluate/measure-signals.ts';
import { signalsJson } from '../evaluate/render-signals.ts';
import { limitScorer } from '../evaluate/behind.ts';
import { createBootstrap } from '../evaluate/bootstrap.ts';
import { compareScorers } from '../evaluate/compare-scorers.ts';
import { evaluateSlates, type NamedScorer } from '../evaluate/evaluate-slates.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import type { Reliability } from '../evaluate/reliability.ts';
import { evaluationJson, intervalJson, renderEvaluation } from '../evaluate/render-evaluation.ts';
import { rememberLast, type AnyScorer } from '../evaluate/scorer.ts';
import { trainingEvents } from '../evaluate/training-events.ts';
import type { Material } from './material.ts';
import { allSlates, isPoorMatch, measuredSlates, sourceOf } from './measure-slates.ts';
import type { DistillMetrics, Measurements } from './metrics.ts';
import { renderMeasurements } from './render-measurements.ts';
import { compareTravels, TRAVELS, travelScorers, type Travel } from './measure-travel.ts';
import { namedWeights } from '../evaluate/named-weights.ts';
import type { Teaching } from '../domain.ts';
import { measureTeachers } from './measure-teachers.ts';
import type { OtherTeacher } from './other-teachers.ts';
import type { Run } from './run.ts';
import type { Teacher } from '../teachers/teacher.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import {
  blendScorers,
  createNetworkScorer,
  createTeacherScorer,
} from '../teachers/network-scorer.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';

/** What {@link measure} measures. */
export interface Measured {
  student: Student;
  network: PairNetwork;
  /** By item key; undefined where there are none. */
  residuals: ReadonlyMap<string, Int8Array> | undefined;
  policyTeacher: Teacher | undefined;
  clickTeacher: Teacher | undefined;
  others?: readonly OtherTeacher[];
  teaching?: Teaching | undefined;
  /** What the teachers learned from: the same, with the evidence of their own table. */
  taughtOn: Material;
  /** Grades for poor matches; undefined where the policy cannot grade this data. */
  grade: PairGrader | undefined;
  /** Whether signals are measured in all ways, or by their number alone. */
  reportsEverything: boolean;
  run: Run;
}

const FLOAT = 'student, float';
const INT8 = 'student, int8';
const UNLIMITED = `${INT8}, without hard limits`;
const BLEND = 'blended teacher';
/** Slates of which every candidate is judged, about. */
const MAX_JUDGED = 60;

/** What the student's ranking by one output is called. */
function aloneName(output: string): string {
  return `${INT8}, ${output === 'click' ? 'clicks' : output} alone`;
}

/**
 * Measures a distillation on the tables' slates, or, where there are none, on what held-out profiles chose
 * among items drawn evenly: baselines, each teacher and their blend, the float student, and the integer student by
 * the code that ships.
 */
export async function measure(
  material: Material,
  made: Measured,
): Promise<{ metrics: Measurements; report: string }> {
  const { tables, data, now, simulated } = material;
  const {
    student,
    network,
    residuals,
    policyTeacher,
    clickTeacher,
    taughtOn,
    grade,
    run,
    reportsEverything,
  } = made;
  const source = sourceOf(material);
  const slates = measuredSlates(material);
  const { others: further = [] } = made;
  const teachers = [policyTeacher, clickTeacher, ...further.map(({ teacher }) => teacher)].filter(
    (teacher) => teacher !== undefined,
  );
  const model = createModelScorers(student, { items: tables.items, now });
  const { trained, calibrated } = await measureTeacherClicks(taughtOn, clickTeacher, run.seed);
  const reliability = [
    ['click teacher, as trained', trained] as const,
    ['click teacher, calibrated', calibrated] as const,
    [INT8, measureStudentClicks(material, clickTeacher, student, run.seed)] as const,
  ].flatMap(([name, measured]) => (measured ? [reliabilityJson(name, measured)] : []));
  const weights = [
    ...teachers.map((teacher) => ({
      name: `${teacher.name} teacher`,
      count: teacher.networks.reduce((sum, own) => sum + countWeights(own), 0),
    })),
    { name: 'student', count: countWeights(network) },
  ];
  const metrics: Measurements = {
    source,
    simulated,
    evaluation: null,
    retention: {},
    teachers: await measureTeachers(material, student, further, run.seed),
    quantization: null,
    limits: null,
    travels: null,
    personalization: [],
    noisy: [],
    switched: [],
    parts: [],
    reliability,
    weights,
  };
  if (slates.length === 0) {
    return { metrics, report: 'Nothing to measure on: no slates and no held-out choices.' };
  }

  const events = trainingEvents(tables.events, allSlates(material));
  const personal = slates.some((slate) => slate.history.length > 0);
  const named: NamedScorer[] = standardBaselines(run.seed, { histories: personal }).map(
    (baseline) => ({ name: baseline.name, scorer: baseline.fit(tables, events) }),
  );
  const worth = namedWeights(student);
  const hasLimits = limitsOf(student).length > 0;
  // Limits are exact and the same for whoever ranks: teachers are compared with the student under them.
  const limited = (scorer: AnyScorer): AnyScorer =>
    hasLimits ? limitScorer(scorer, model.caps) : scorer;
  const taught = teachers.map((teacher) => ({
    name: `${teacher.name} teacher`,
    weight: worth[teacher.name] ?? 0,
    scorer: limited(rememberLast(createTeacherScorer(taughtOn.data, teacher, now))),
  }));
  const names = ['policy', 'click', ...further.map((one) => one.source.name)];
  const floatWeights = names.map((name) => worth[name] ?? 0);
  const float = limited(createNetworkScorer(data, [network], floatWeights, now));
  named.push(
    ...taught,
    ...(taught.length > 1 ? [{ name: BLEND, scorer: limited(blendScorers(taught)) }] : []),
    { name: FLOAT, scorer: float },
    { name: INT8, scorer: model.base },
    ...student.outputs
      .toSorted((a, b) => Number(b === 'click') - Number(a === 'click'))
      .map((name) => ({ name: aloneName(name), scorer: model.heads[name]! })),
  );
  if (hasLimits) named.push({ name: UNLIMITED, scorer: model.unlimited });
  if (personal) named.push({ name: `${INT8}, personalized`, scorer: model.full });
  const travels = residuals && travelScorers(student, residuals, { items: tables.items, now });
  if (travels) named.push(...Object.values(travels));

  const isPoor = grade && isPoorMatch(material, grade);
  const bar = run.progress.bar('evaluate', slates.length, 'slates');
  let shown = 0;
  const common = {
    tables,
    bootstrap: { seed: run.seed },
    ...(run.signal ? { signal: run.signal } : {}),
  };
  const evaluation = await evaluateSlates(slates, named, {
    ...common,
    ...(isPoor ? { poorMatch: isPoor } : {}),
    ...(hasLimits ? { caps: model.caps } : {}),
    onProgress(done) {
      bar.advance(done - shown);
      shown = done;
    },
  });
  bar.done();

  const metric = `nDCG@${evaluation.k}`;
  const value = (name: string): Float64Array => evaluation.values[name]![metric]!;
  const bootstrap = createBootstrap(
    slates.map((slate) => slate.profileId),
    { seed: run.seed },
  );
  const ratio = (name: string, to: string) => intervalJson(bootstrap.ratio(value(name), value(to)));
  const { retention } = metrics;
  for (const { name } of teachers) {
    // What else a domain names is measured by a metric of its own.
    if (name !== 'policy' && name !== 'click') continue;
    retention[name] = ratio(aloneName(name), `${name} teacher`);
  }
  retention.blend = ratio(INT8, taught.length > 1 ? BLEND : taught[0]!.name);
  metrics.evaluation = evaluationJson(evaluation, { source });
  metrics.quantization = {
    ...(await compareScorers(float, model.base, slates, {
      tables,
      all: data.itemIds.slice(0, data.rankable),
    })),
    difference: intervalJson(bootstrap.difference(value(INT8), value(FLOAT))),
    ratio: ratio(INT8, FLOAT),
  };
  if (travels) {
    const content = value(personal ? `${INT8}, personalized` : INT8);
    const withParts = Object.fromEntries(TRAVELS.map((part) => [part, value(travels[part].name)]));
    metrics.travels = compareTravels(content, withParts as Record<Travel, Float64Array>, bootstrap);
  }
  if (hasLimits) {
    metrics.limits = {
      count: limitsOf(student).length,
      difference: intervalJson(bootstrap.difference(value(INT8), value(UNLIMITED))),
    };
  }
  if (personal) {
    const measured = await measureSignals(slates, model, {
      ...common,
      ...(isPoor ? { poorMatch: isPoor, judgeEvery: Math.ceil(slates.length / MAX_JUDGED) } : {}),
      prior: student.personalization,
      seed: run.seed,
      curveAlone: !reportsEverything,
    });
    const { curve, ...others } = signalsJson(measured);
    Object.assign(metrics, { personalization: curve, ...others });
  }
  return { metrics, report: renderMeasurements(metrics, renderEvaluation(evaluation, { source })) };
}

function reliabilityJson(
  name: string,
  { ece, auroc, predictions, happened, bins }: Reliability,
): DistillMetrics['reliability'][number] {
  return {
    name,
    ece,
    auroc: intervalJson(auroc),
    predictions,
    clicks: happened,
    bins: bins.map(({ predicted, observed }) => ({ predicted, observed: intervalJson(observed) })),
  };
}

function countWeights({ table, gains, weights }: PairNetwork): number {
  let count = table.rows * table.width + gains.item.length + gains.profile.length;
  for (const { values } of weights.values()) count += values.length;
  return count;
}
