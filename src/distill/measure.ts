import type { Student } from '../core/student/student.ts';
import { examinationAt, heldOutImpressions, shownPairs } from './calibrate-click-teacher.ts';
import { standardBaselines } from './evaluate/baselines/standard.ts';
import { createBootstrap } from './evaluate/bootstrap.ts';
import { compareScorers } from './evaluate/compare-scorers.ts';
import { evaluateSlates, type NamedScorer } from './evaluate/evaluate-slates.ts';
import { createModelScorers, type ModelScorers } from './evaluate/model-scorer.ts';
import { measureReliability, type Prediction } from './evaluate/reliability.ts';
import { evaluationJson, intervalJson, renderEvaluation } from './evaluate/render-evaluation.ts';
import { rememberLast } from './evaluate/scorer.ts';
import { signalCurve } from './evaluate/signal-curve.ts';
import { trainingEvents } from './evaluate/training-events.ts';
import type { Material } from './material.ts';
import { measuredSlates, sourceOf } from './measure-slates.ts';
import type { DistillMetrics } from './metrics.ts';
import { renderMeasurements } from './render-measurements.ts';
import type { Run } from './run.ts';
import type { Teacher } from './teachers/teacher.ts';
import { mapLogit } from './train/calibrate-clicks.ts';
import type { PairGrader } from './train/graded-lists.ts';
import { CLICK, POLICY } from './train/losses.ts';
import { blendScorers, createNetworkScorer, createTeacherScorer } from './train/network-scorer.ts';
import type { PairNetwork } from './train/pair-network.ts';
import { logistic } from './train/soft-targets.ts';

/** What {@link measure} measures. */
export interface Measured {
  student: Student;
  network: PairNetwork;
  policyTeacher: Teacher | undefined;
  clickTeacher: Teacher | undefined;
  /** Grades for poor matches; undefined where the policy cannot grade this data. */
  grade: PairGrader | undefined;
  run: Run;
}

/** The measured part of the metrics. */
export type Measurements = Omit<DistillMetrics, 'alpha' | 'personalizationChoices'>;

const FLOAT = 'student, float';
const INT8 = 'student, int8';
const BLEND = 'blended teacher';

/**
 * Measures a distillation on the tables' slates, or, where there are none, on what held-out profiles chose
 * among jobs drawn evenly: baselines, each teacher and their blend, the float student, and the integer student by
 * the code that ships.
 */
export async function measure(
  material: Material,
  made: Measured,
): Promise<{ metrics: Measurements; report: string }> {
  const { tables, data, now, simulated } = material;
  const { student, network, policyTeacher, clickTeacher, grade, run } = made;
  const source = sourceOf(material);
  const slates = measuredSlates(material);
  const teachers = [policyTeacher, clickTeacher].filter((teacher) => teacher !== undefined);
  const model = createModelScorers(student, { jobs: tables.jobs, now });
  const reliability = await measureClicks(material, made, model);
  const weights = [
    ...teachers.map((teacher) => ({
      name: `${teacher.name} teacher`,
      count: countWeights(teacher.network),
    })),
    { name: 'student', count: countWeights(network) },
  ];
  const metrics: Measurements = {
    source,
    simulated,
    evaluation: null,
    retention: {},
    quantization: null,
    personalization: [],
    reliability,
    weights,
  };
  if (slates.length === 0) {
    return { metrics, report: 'Nothing to measure on: no slates and no held-out choices.' };
  }

  const events = trainingEvents(tables.events, slates);
  const personal = slates.some((slate) => slate.history.length > 0);
  const named: NamedScorer[] = standardBaselines(run.seed, { histories: personal }).map(
    (baseline) => ({ name: baseline.name, scorer: baseline.fit(tables, events) }),
  );
  const { alpha } = student;
  const taught = teachers.map((teacher) => ({
    name: `${teacher.name} teacher`,
    weight: teacher.head === POLICY ? alpha : 1 - alpha,
    scorer: rememberLast(createTeacherScorer(data, teacher, now)),
  }));
  const floatWeights: [number, number] = [0, 0];
  floatWeights[POLICY] = alpha;
  floatWeights[CLICK] = 1 - alpha;
  const float = createNetworkScorer(data, network, floatWeights, now);
  named.push(
    ...taught,
    ...(taught.length > 1 ? [{ name: BLEND, scorer: blendScorers(taught) }] : []),
    { name: FLOAT, scorer: float },
    { name: INT8, scorer: model.base },
    { name: `${INT8}, clicks alone`, scorer: model.clickHead },
    { name: `${INT8}, policy alone`, scorer: model.policyHead },
  );
  if (personal) named.push({ name: `${INT8}, personalized`, scorer: model.full });

  const bar = run.progress.bar('evaluate', slates.length, 'slates');
  let shown = 0;
  const indexOf = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const jobOf = new Map(data.jobObjects.map((job, i) => [job, i]));
  const common = {
    tables,
    bootstrap: { seed: run.seed },
    ...(run.signal ? { signal: run.signal } : {}),
  };
  const evaluation = await evaluateSlates(slates, named, {
    ...common,
    ...(grade
      ? {
          poorMatch: (profile, job) =>
            (grade(indexOf.get(profile)!, jobOf.get(job)!) ?? 4) < POOR_BELOW,
        }
      : {}),
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
    const head = name === 'policy' ? `${INT8}, policy alone` : `${INT8}, clicks alone`;
    retention[name] = ratio(head, `${name} teacher`);
  }
  retention.blend = ratio(INT8, taught.length > 1 ? BLEND : taught[0]!.name);
  metrics.evaluation = evaluationJson(evaluation, { source });
  metrics.quantization = {
    ...(await compareScorers(float, model.base, slates, {
      tables,
      all: data.jobIds.slice(0, data.rankable),
    })),
    difference: intervalJson(bootstrap.difference(value(INT8), value(FLOAT))),
    ratio: ratio(INT8, FLOAT),
  };
  if (personal) {
    const curve = await signalCurve(slates, model.full, model.base, common);
    metrics.personalization = curve.map((point) => ({
      signals: point.signals,
      slates: point.slates,
      base: intervalJson(point.base),
      personalized: intervalJson(point.personalized),
      difference: intervalJson(point.difference),
    }));
  }
  return { metrics, report: renderMeasurements(metrics, renderEvaluation(evaluation, { source })) };
}

/** A grade below this rounds to 1 or less: a poor match. */
const POOR_BELOW = 1.5;

/**
 * Clicks on what held-out profiles were shown, against the probability of a click there: that of looking at the
 * position, as the click teacher learned it, times that of clicking what is looked at.
 */
async function measureClicks(
  material: Material,
  { clickTeacher, run }: Measured,
  model: ModelScorers,
): Promise<DistillMetrics['reliability']> {
  if (clickTeacher === undefined || !clickTeacher.calibrated) return [];
  const { data } = material;
  const slates = heldOutImpressions(material).measure;
  const shown = await shownPairs(material, clickTeacher, slates);
  const { map } = clickTeacher;
  const byTeacher = (change: (logit: number) => number): Prediction[] => {
    const shares = logistic(Float32Array.from(shown, ({ logit }) => change(logit)));
    return shown.map((pair, i) => ({
      probability: pair.examined * shares[i]!,
      happened: pair.clicked,
      cluster: String(pair.profile),
    }));
  };
  const byStudent = slates.flatMap((slate) =>
    Array.from(slate.jobs, (job, k): Prediction => {
      const looked = examinationAt(clickTeacher, slate.positions[k]!);
      const profile = data.profileObjects[slate.profile]!;
      return {
        probability: looked * model.clickProbability(profile, data.jobObjects[job]!, slate.at),
        happened: slate.clicked[k] === 1,
        cluster: String(slate.profile),
      };
    }),
  );
  const all: [name: string, rows: Prediction[]][] = [
    ['click teacher, as trained', byTeacher((logit) => logit)],
    [INT8, byStudent],
  ];
  if (map) {
    all.splice(1, 0, ['click teacher, calibrated', byTeacher((logit) => mapLogit(map, logit))]);
  }
  return all.flatMap(([name, rows]) => {
    const measured = measureReliability(rows, run.seed);
    if (measured === undefined) return [];
    return [
      {
        name,
        ece: measured.ece,
        auroc: intervalJson(measured.auroc),
        predictions: measured.predictions,
        clicks: measured.happened,
        bins: measured.bins.map(({ predicted, observed }) => ({
          predicted,
          observed: intervalJson(observed),
        })),
      },
    ];
  });
}

function countWeights({ table, gains, weights }: PairNetwork): number {
  let count = table.rows * table.width + gains.job.length + gains.profile.length;
  for (const { values } of weights.values()) count += values.length;
  return count;
}
