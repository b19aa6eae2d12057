import type { Student } from '../core/student/student.ts';
import type { Json, Slate } from '../core/types.ts';
import type { Material } from './material.ts';
import { standardBaselines } from './evaluate/baselines/standard.ts';
import { createBootstrap } from './evaluate/bootstrap.ts';
import { evaluateSlates, type NamedScorer } from './evaluate/evaluate-slates.ts';
import { kendallTau } from './evaluate/metrics/kendall-tau.ts';
import { topKOverlap } from './evaluate/metrics/top-k-overlap.ts';
import { createModelScorers } from './evaluate/model-scorer.ts';
import { evaluationJson, renderEvaluation } from './evaluate/render-evaluation.ts';
import { trainingEvents } from './evaluate/training-events.ts';
import type { Run } from './run.ts';
import { CLICK, POLICY } from './train/losses.ts';
import type { Teacher } from './teachers/teacher.ts';
import type { PairGrader } from './train/graded-lists.ts';
import { createNetworkScorer } from './train/network-scorer.ts';
import type { PairNetwork } from './train/pair-network.ts';

/** Slates are sampled down to about this many (slate, candidate) pairs: float networks are slow on long lists. */
const MAX_PAIRS = 300_000;

/**
 * Measures a distillation on the tables' slates, or, where there are none, on what held-out profiles chose
 * among all jobs: baselines, each teacher, the float student, and the integer student by the code that
 * ships.
 */
export async function measure(
  material: Material,
  made: {
    student: Student;
    network: PairNetwork;
    teachers: readonly Teacher[];
    grade: PairGrader | undefined;
    run: Run;
  },
): Promise<{ metrics: Record<string, Json>; report: string }> {
  const { tables, data, now } = material;
  const { student, network, teachers, grade, run } = made;
  const all = material.slates.length > 0 ? material.slates : heldOutSlates(material);
  if (all.length === 0) {
    return {
      metrics: { evaluation: null },
      report: 'Nothing to measure on: no slates and no held-out choices.',
    };
  }
  const slates = sampleSlates(all, data.rankable);
  const events = trainingEvents(tables.events, all);
  const personal = slates.some((slate) => slate.history.length > 0);
  const named: NamedScorer[] = standardBaselines(run.seed, { histories: personal }).map(
    (baseline) => ({ name: baseline.name, scorer: baseline.fit(tables, events) }),
  );
  for (const teacher of teachers) {
    const weights: [number, number] = teacher.head === POLICY ? [1, 0] : [0, 1];
    named.push({
      name: `${teacher.name} teacher`,
      scorer: createNetworkScorer(data, teacher.network, weights, now),
    });
  }
  const alpha = student.alpha;
  const model = createModelScorers(student, { jobs: tables.jobs, now });
  named.push(
    {
      name: 'student, float',
      scorer: createNetworkScorer(data, network, blend(alpha), now),
    },
    { name: 'student, int8', scorer: model.base },
    { name: 'student, int8, clicks alone', scorer: model.clickHead },
    { name: 'student, int8, policy alone', scorer: model.policyHead },
  );
  if (personal) named.push({ name: 'student, int8, personalized', scorer: model.full });

  const bar = run.progress.bar('evaluate', slates.length, 'slates');
  let shown = 0;
  const indexOf = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const jobOf = new Map(data.jobObjects.map((job, i) => [job, i]));
  const evaluation = await evaluateSlates(slates, named, {
    tables,
    bootstrap: { seed: run.seed },
    ...(grade
      ? {
          poorMatch: (profile, job) =>
            (grade(indexOf.get(profile)!, jobOf.get(job)!) ?? 4) < POOR_BELOW,
        }
      : {}),
    ...(run.signal ? { signal: run.signal } : {}),
    onProgress(done) {
      bar.advance(done - shown);
      shown = done;
    },
  });
  bar.done();

  const source = `${material.simulated ? 'simulated market, ' : ''}${material.slates.length > 0 ? 'validation slates' : 'held-out choices'}`;
  const agreement = await compareQuantized(material, made, slates);
  const clusters = slates.map((slate) => slate.profileId);
  const bootstrap = createBootstrap(clusters, { seed: run.seed });
  const metric = `nDCG@${evaluation.k}`;
  const value = (name: string): Float64Array => evaluation.values[name]![metric]!;
  const lines = [
    renderEvaluation(evaluation, { source }),
    `int8 against float (${source}): Kendall τ ${agreement.tau.toFixed(3)}, top-10 overlap ${(100 * agreement.overlap).toFixed(1)} %`,
  ];
  const retention: Record<string, Json> = {};
  for (const teacher of teachers) {
    const head =
      teacher.name === 'policy' ? 'student, int8, policy alone' : 'student, int8, clicks alone';
    const ratio = bootstrap.ratio(value(head), value(`${teacher.name} teacher`));
    retention[teacher.name] = { mean: ratio.mean, low: ratio.low, high: ratio.high };
    lines.push(
      `retention of the ${teacher.name} teacher's ${metric} (${source}): ${(100 * ratio.mean).toFixed(1)} % [${(100 * ratio.low).toFixed(1)}, ${(100 * ratio.high).toFixed(1)}]`,
    );
  }
  return {
    metrics: {
      evaluation: evaluationJson(evaluation, { source }) as unknown as Json,
      retention,
      quantization: agreement as unknown as Json,
    },
    report: lines.join('\n'),
  };
}

/** A grade below this rounds to 1 or less: a poor match. */
const POOR_BELOW = 1.5;

function blend(alpha: number): [number, number] {
  const weights: [number, number] = [0, 0];
  weights[POLICY] = alpha;
  weights[CLICK] = 1 - alpha;
  return weights;
}

/** Every n-th slate, so that the whole stays within {@link MAX_PAIRS}. */
function sampleSlates(slates: readonly Slate[], jobCount: number): Slate[] {
  let pairs = 0;
  for (const slate of slates)
    pairs += slate.candidates === '*' ? jobCount : slate.candidates.length;
  const step = Math.max(1, Math.ceil(pairs / MAX_PAIRS));
  return slates.filter((_, i) => i % step === 0);
}

const CHOICE_CANDIDATES = 100;

/** One slate a held-out profile: what it chose among jobs drawn evenly. */
function heldOutSlates({ data, heldOut, logged, liked, now }: Material): Slate[] {
  return heldOut.flatMap((profile) => {
    const own = [...new Set(logged.get(profile) ?? [])];
    const gains = own.filter((job) => liked(profile, job));
    if (gains.length === 0) return [];
    const jobs = new Set(own);
    const stride = Math.max(1, Math.floor(data.rankable / CHOICE_CANDIDATES));
    for (
      let job = profile % stride;
      job < data.rankable && jobs.size < CHOICE_CANDIDATES;
      job += stride
    ) {
      jobs.add(job);
    }
    const slate: Slate = {
      id: `held-out-${data.profileIds[profile]!}`,
      profileId: data.profileIds[profile]!,
      at: now,
      candidates: [...jobs].sort((a, b) => a - b).map((job) => data.jobIds[job]!),
      gains: Object.fromEntries(gains.map((job) => [data.jobIds[job]!, 1])),
      history: [],
    };
    return [slate];
  });
}

/** How far the integer student's order is from the float one's, over a sample of slates. */
async function compareQuantized(
  material: Material,
  { student, network }: { student: Student; network: PairNetwork },
  slates: readonly Slate[],
): Promise<{ tau: number; overlap: number }> {
  const { tables, data, now } = material;
  const float = createNetworkScorer(data, network, blend(student.alpha), now);
  const integer = createModelScorers(student, { jobs: tables.jobs, now }).base;
  const step = Math.max(1, Math.floor(slates.length / 100));
  let tau = 0;
  let overlap = 0;
  let count = 0;
  for (let i = 0; i < slates.length; i += step) {
    const slate = slates[i]!;
    const ids = slate.candidates === '*' ? data.jobIds.slice(0, data.rankable) : slate.candidates;
    if (ids.length < 2) continue;
    const candidates = ids.map((id) => tables.jobs.get(id)!);
    const profile = tables.profiles.get(slate.profileId)!;
    const a = await float.score(profile, candidates, [], now);
    const b = integer.score(profile, candidates, [], now);
    tau += kendallTau(a, b);
    overlap += topKOverlap(a, b, 10);
    count++;
  }
  return { tau: tau / count, overlap: overlap / count };
}
