import { compileSchema } from '../core/features/compile-schema.ts';
import type { SchemaSource } from '../core/features/schema.ts';
import { createRandom } from '../core/math/random.ts';
import { PocketRankError } from '../core/errors.ts';
import { DEFAULT_PRIOR } from '../core/format/prior.ts';
import { loadStudent } from '../core/student/load.ts';
import { makeCanaries } from '../core/student/make-canaries.ts';
import { writeStudent, type StudentContent } from '../core/student/write.ts';
import type { Json, Slate } from '../core/types.ts';
import { chooseAlpha, type AlphaChoice } from './choose-alpha.ts';
import type { Progress } from './console/progress.ts';
import { latestTime } from './evaluate/latest-time.ts';
import { trainingEvents } from './evaluate/training-events.ts';
import { checkpointKey, createCheckpointStore } from './files/checkpoint-store.ts';
import { hashContent } from './files/content-hash.ts';
import { createPairGrader } from './grade-pairs.ts';
import { measure } from './measure.ts';
import { loadJobPolicy } from './policy/job-policy.ts';
import type { Policy } from './policy/policy.ts';
import { PRESETS, type Preset, type PresetName } from './presets.ts';
import { quantizeNetwork } from './quantize/quantize-network.ts';
import { createRun, type Run } from './run.ts';
import { inferSchema } from './schema/infer-schema.ts';
import type { Tables } from './tables/types.ts';
import { trainClickTeacher } from './teachers/click-teacher.ts';
import { trainPolicyTeacher, type TeacherOptions } from './teachers/policy-teacher.ts';
import type { Teacher } from './teachers/teacher.ts';
import { joinMatches, type Matches, type WarmStart } from './train/contrast.ts';
import type { FitOptions } from './train/fit.ts';
import { gradeLists, type PairGrader } from './train/graded-lists.ts';
import { readInteractions, type Interactions } from './train/interactions.ts';
import { learnPrior } from './train/learn-prior.ts';
import { makeBatch } from './train/lists.ts';
import { createCandidateMiner, type CandidateMiner } from './train/mine-candidates.ts';
import { createPairData, type PairData } from './train/pair-data.ts';
import type { NetworkSize, PairNetwork } from './train/pair-network.ts';
import { drawLists, teacherLogits, type SoftList } from './train/soft-lists.ts';
import { createStudentLists } from './train/student-lists.ts';
import { loadTensorflow, type Tf } from './train/tensorflow.ts';
import { readMatches } from './train/read-matches.ts';
import { trainStudent } from './train/train-student.ts';

export interface DistillOptions {
  /** Default: inferred from the tables. */
  schema?: SchemaSource | undefined;
  /**
   * Tables of taxonomies (see `readMatches`): certain matches that teach the policy teacher and the student
   * what titles mean, before and beside everything else.
   */
  matches?: readonly Tables[];
  /** Default: the job policy that ships with the package. */
  policy?: Policy | undefined;
  preset: PresetName;
  seed: number;
  /** Weight of the policy head; default: chosen on held-out profiles. */
  alpha?: number | undefined;
  /** Where checkpoints lie; the same inputs find them again. */
  workDir: string;
  /** Whether the tables come from the simulated market: every figure then says so. */
  simulated?: boolean;
  progress?: Progress;
  log?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

export interface Distilled {
  /** The model file. */
  bytes: Uint8Array;
  metrics: Json;
  /** A table for people. */
  report: string;
}

/** A run's inputs, in the form that every stage takes. */
export interface Material {
  tables: Tables;
  data: PairData;
  slates: Slate[];
  log: Interactions;
  /** Jobs of each profile's log. */
  logged: ReadonlyMap<number, readonly number[]>;
  chosen: readonly number[];
  /** Whether a profile's log says that it chose a job. */
  liked(profile: number, job: number): boolean;
  /** Profiles to learn from, and profiles kept apart to choose α on. */
  learners: readonly number[];
  heldOut: readonly number[];
  mine: CandidateMiner;
  /** The time of whatever has none: the latest that the tables speak of. */
  now: number;
  simulated: boolean;
  matches: Matches | undefined;
}

/** Share of the learning profiles that are kept apart for choices such as α. */
const HELD_OUT_SHARE = 0.08;
const MAX_HELD_OUT = 150;
/** Below this share of pairs that the policy can grade, there is no policy teacher. */
const MIN_GRADED_SHARE = 0.3;

/**
 * Distills tables into a model file: trains the policy teacher and the click teacher, distills both into
 * one student, quantizes it, and measures it with the code that ships. The same tables, options and seed
 * give the same bytes on the same machine.
 *
 * Profiles of slates (or, where slates have times, everything after the first of them) are never learned
 * from.
 *
 * @throws MISSING_TABLE, INVALID_SCHEMA, PROTECTED_ATTRIBUTE, MISSING_PACKAGE, INTERRUPTED
 */
export async function distill(tables: Tables, options: DistillOptions): Promise<Distilled> {
  const preset = PRESETS[options.preset];
  const log = options.log ?? (() => {});
  const inferred = options.schema
    ? undefined
    : inferSchema([...tables.jobs.values()], [...tables.profiles.values()]);
  const source = options.schema ?? inferred!.schema;
  const schemaHash = hashContent(JSON.stringify(source));
  const policy = options.policy ?? loadJobPolicy();
  const key = checkpointKey([
    tables.fingerprint,
    (options.matches ?? []).map((matches) => matches.fingerprint),
    schemaHash,
    hashContent(policy.markdown),
    options.preset,
    preset,
    options.seed,
  ]);
  const store = createCheckpointStore(options.workDir);
  const run = createRun(store, key, options);
  const tf = await loadTensorflow();
  const material = prepare(tables, source, preset, run, options);
  const { data } = material;
  log(
    `${tables.jobs.size} jobs, ${tables.profiles.size} profiles, ${material.matches?.list.length ?? 0} matches, ${material.log.impressions.length} logged slates, ${material.log.choices.length} choices; schema "${source.name}" with ${source.fields.length} fields`,
  );

  const grade = createPairGrader(data, policy, tables.grades, material.now);
  const policyTeacher = await makePolicyTeacher(tf, material, grade, preset, run);
  const clickTeacher = await makeClickTeacher(tf, material, preset, run);
  if (policyTeacher === undefined && clickTeacher === undefined) {
    throw new PocketRankError(
      'MISSING_TABLE',
      'There is nothing to learn from: no events, and the policy can grade too few pairs.',
      {
        hint: 'Add an events or a grades table, or a policy for this data.',
      },
    );
  }
  const soft = await makeSoftLists(material, policyTeacher, clickTeacher, preset, run);
  const network = await trainWith(
    run,
    'student',
    stepsOf(material, preset.studentSteps, preset.studentWarmSteps),
    (shared) =>
      trainStudent(
        tf,
        data,
        soft,
        { policy: true, click: clickTeacher?.calibrated ?? false },
        {
          ...shared,
          ...common(preset, preset.student, 'student', run),
          warm: warmStart(material, preset.studentWarmSteps, preset),
        },
      ),
  );
  if (policyTeacher === undefined) silenceHead(network, 0);
  if (clickTeacher === undefined) silenceHead(network, 1);

  const calibration = Array.from({ length: 8 }, (_, i) =>
    makeBatch(
      data,
      soft.slice(i * 16, (i + 1) * 16).length > 0
        ? soft.slice(i * 16, (i + 1) * 16)
        : soft.slice(0, 16),
    ),
  );
  const content: StudentContent = {
    schema: data.schema,
    schemaHash,
    ...quantizeNetwork(network, data, preset.student.format, calibration),
    alpha: policyTeacher === undefined ? 0 : clickTeacher === undefined ? 1 : 0.5,
    personalization: DEFAULT_PRIOR,
    canaries: [],
    metadata: {},
  };
  let student = loadStudent(writeStudent(content));
  let lists = createStudentLists(student, data, material.now);
  let alphaChoice: AlphaChoice | undefined;
  if (options.alpha !== undefined) content.alpha = options.alpha;
  else if (policyTeacher !== undefined && clickTeacher !== undefined) {
    alphaChoice = chooseAlpha(material, lists, grade, createRandom(`${run.seed}/alpha`));
    content.alpha = alphaChoice.alpha;
  }
  student = loadStudent(writeStudent(content));
  lists = createStudentLists(student, data, material.now);
  const events = learningEvents(tables);
  const learned = learnPrior(student, data, lists, events, createRandom(`${run.seed}/prior`));
  content.personalization = learned.prior;
  content.canaries = await makeCanaries(student, run.seed);
  student = loadStudent(writeStudent(content));

  const measured = await measure(material, {
    student,
    network,
    teachers: [policyTeacher, clickTeacher].filter((teacher) => teacher !== undefined),
    grade: policyTeacher === undefined ? undefined : grade,
    run,
  });
  const metrics: Json = {
    ...measured.metrics,
    alpha: alphaChoice === undefined ? { chosen: content.alpha } : (alphaChoice as unknown as Json),
    personalizationChoices: learned.choices,
    simulated: material.simulated,
  };
  content.metadata = {
    metrics: JSON.stringify(metrics),
    quantization: JSON.stringify({ table: preset.student.format, weights: 'int8' }),
    provenance: JSON.stringify(provenance(tables, options, policy, material)),
  };
  const bytes = writeStudent(content);
  loadStudent(bytes);
  await store.clear(key);
  for (const teacher of [policyTeacher, clickTeacher]) teacher?.network.dispose();
  network.dispose();
  return { bytes, metrics, report: measured.report };
}

function learningEvents(tables: Tables): Tables['events'] {
  return trainingEvents(tables.events, Object.values(tables.slates).flat());
}

function prepare(
  tables: Tables,
  source: SchemaSource,
  preset: Preset,
  run: Run,
  { matches = [], simulated = false }: DistillOptions,
): Material {
  const schema = compileSchema(source);
  const now = latestTime(tables);
  const jobs = new Map(tables.jobs);
  const profiles = new Map(tables.profiles);
  for (const [i, taxonomy] of matches.entries()) {
    for (const [id, job] of taxonomy.jobs) jobs.set(matchPrefix(i) + id, job);
    for (const [id, profile] of taxonomy.profiles) profiles.set(matchPrefix(i) + id, profile);
  }
  const rows = preset.student.tableRows;
  const data = createPairData(schema, jobs, profiles, rows, now, tables.jobs.size);
  const slates = Object.values(tables.slates).flat();
  const random = createRandom(`${run.seed}/split`);

  // A profile that has a slate is measured, not learned from, unless its slates say what came before.
  const timed = slates.length > 0 && slates.every((slate) => slate.at !== undefined);
  const measured = new Set(
    timed ? [] : slates.map((slate) => data.profileIndex.get(slate.profileId)),
  );
  const order = random.shuffle(
    Array.from({ length: tables.profiles.size }, (_, i) => i).filter((i) => !measured.has(i)),
  );
  const kept = Math.min(MAX_HELD_OUT, Math.floor(HELD_OUT_SHARE * order.length));
  const heldOut = order.slice(0, kept);
  const learners = order.slice(kept);
  const isHeldOut = new Set(heldOut);
  const all = readInteractions(data, learningEvents(tables), now);
  const log: Interactions = {
    impressions: all.impressions.filter((slate) => !isHeldOut.has(slate.profile)),
    choices: all.choices.filter((choice) => !isHeldOut.has(choice.profile)),
  };

  const logged = new Map<number, number[]>();
  const note = (profile: number, job: number): void => {
    const list = logged.get(profile);
    if (list === undefined) logged.set(profile, [job]);
    else list.push(job);
  };
  const liked = new Set<number>();
  const keyOf = (profile: number, job: number): number => profile * data.jobs.count + job;
  for (const slate of all.impressions) {
    for (const [k, job] of slate.jobs.entries()) {
      note(slate.profile, job);
      if (slate.clicked[k] === 1) liked.add(keyOf(slate.profile, job));
    }
  }
  for (const choice of all.choices) {
    note(choice.profile, choice.job);
    liked.add(keyOf(choice.profile, choice.job));
  }
  return {
    tables,
    data,
    slates,
    log,
    logged,
    liked: (profile, job) => liked.has(keyOf(profile, job)),
    chosen: log.choices.map((choice) => choice.job),
    learners,
    heldOut,
    mine: createCandidateMiner(data),
    now,
    simulated,
    matches: joinMatches(matches.map((taxonomy, i) => readMatches(data, taxonomy, matchPrefix(i)))),
  };
}

/** Keeps a taxonomy's ids apart from those of the tables. */
function matchPrefix(i: number): string {
  return `match-${i}:`;
}

async function makePolicyTeacher(
  tf: Tf,
  material: Material,
  grade: PairGrader,
  preset: Preset,
  run: Run,
): Promise<Teacher | undefined> {
  const { data, learners, now, mine, logged } = material;
  const random = createRandom(`${run.seed}/grade`);
  const sample = learners.slice(0, preset.gradedProfiles);
  const probe = gradeLists(
    data,
    sample.slice(0, 40),
    logged,
    mine,
    grade,
    now,
    random.fork('probe'),
  );
  if (probe.length < MIN_GRADED_SHARE * Math.min(40, sample.length)) {
    run.log(
      `No policy teacher: the policy can grade the pairs of ${probe.length} of ${Math.min(40, sample.length)} profiles only.`,
    );
    return undefined;
  }
  const bar = run.progress.bar('grade pairs', sample.length, 'profiles');
  const graded = gradeLists(data, sample, logged, mine, grade, now, random, () => bar.advance());
  bar.done();
  return trainWith(
    run,
    'policy teacher',
    stepsOf(material, preset.policySteps, preset.policyWarmSteps),
    (shared) =>
      trainPolicyTeacher(tf, data, graded, {
        ...shared,
        ...common(preset, preset.teacher, 'policy', run),
        warm: warmStart(material, preset.policyWarmSteps, preset),
      }),
  );
}

async function makeClickTeacher(
  tf: Tf,
  material: Material,
  preset: Preset,
  run: Run,
): Promise<Teacher | undefined> {
  const { data, log } = material;
  if (log.impressions.length + log.choices.length === 0) {
    run.log('No click teacher: there are no events to learn from.');
    return undefined;
  }
  return trainWith(run, 'click teacher', preset.clickSteps, (shared) =>
    trainClickTeacher(tf, data, log, {
      ...shared,
      ...common(preset, preset.teacher, 'click', run),
    }),
  );
}

async function makeSoftLists(
  material: Material,
  policy: Teacher | undefined,
  click: Teacher | undefined,
  preset: Preset,
  run: Run,
): Promise<SoftList[]> {
  const { data, learners, logged, chosen, mine, now } = material;
  const random = createRandom(`${run.seed}/lists`);
  const profiles = learners.slice(0, preset.softLists);
  const each = Math.max(1, Math.floor(preset.softLists / Math.max(1, profiles.length)));
  const lists = drawLists(data, profiles, each, logged, chosen, mine, now, preset.lists, random);
  const teachers = [policy, click].filter((teacher) => teacher !== undefined);
  const bar = run.progress.bar('label lists', lists.length * teachers.length, 'lists');
  const label = (teacher: Teacher | undefined): Float32Array[] | undefined =>
    teacher && teacherLogits(data, teacher, lists, (count) => bar.advance(count));
  const policyLogits = label(policy);
  const clickLogits = label(click);
  bar.done();
  return lists.map((list, i) => ({
    ...list,
    policy: policyLogits?.[i],
    click: clickLogits?.[i],
  }));
}

type Shared = Pick<FitOptions, 'onStep' | 'checkpoint' | 'signal' | 'steps'>;

/** With matches: their own steps first, and one beside each of the others. */
function stepsOf({ matches }: Material, steps: number, warmSteps: number): number {
  return matches === undefined ? steps : warmSteps + 2 * steps;
}

/** Certain matches to begin with, where there are any. */
function warmStart(
  { matches }: Material,
  steps: number,
  { matchesPerBatch }: Preset,
): WarmStart | undefined {
  return matches === undefined ? undefined : { matches, steps, size: matchesPerBatch };
}

async function trainWith<T>(
  run: Run,
  stage: string,
  steps: number,
  train: (shared: Shared) => Promise<T>,
): Promise<T> {
  const checkpoint = await run.checkpoint(stage);
  const bar = run.progress.bar(stage, steps, 'steps');
  let shown = 0;
  const result = await train({
    steps,
    checkpoint,
    ...(run.signal ? { signal: run.signal } : {}),
    onStep(done) {
      bar.advance(done - shown);
      shown = done;
    },
  });
  bar.done();
  return result;
}

function common(
  preset: Preset,
  size: NetworkSize,
  name: string,
  run: Run,
): Omit<TeacherOptions, 'steps'> {
  return {
    size,
    lists: preset.lists,
    rates: { dense: 0.003, table: 0.1 },
    seed: `${run.seed}/${name}`,
    random: createRandom(`${run.seed}/${name}/weights`),
  };
}

/** Takes away an output that nothing taught: its logit is 0 for every pair. */
function silenceHead(network: PairNetwork, head: 0 | 1): void {
  for (const name of ['head.outHidden', 'head.outCross', 'head.outDot', 'head.outBias']) {
    network.edit(name, (values) => values.map((value, i) => (i % 2 === head ? 0 : value)));
  }
}

function provenance(
  tables: Tables,
  options: DistillOptions,
  policy: Policy,
  material: Material,
): Json {
  return {
    tool: 'pocketrank distill',
    preset: options.preset,
    seed: options.seed,
    tables: tables.fingerprint,
    policy: hashContent(policy.markdown),
    simulated: material.simulated,
    jobs: material.data.jobs.count,
    profiles: material.data.profiles.count,
    events: tables.events.length,
  };
}
