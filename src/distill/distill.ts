import type { SchemaSource } from '../core/features/schema.ts';
import { PocketRankError } from '../core/errors.ts';
import { loadStudent } from '../core/student/load.ts';
import { writeStudent } from '../core/student/write.ts';
import type { Json } from '../core/types.ts';
import type { Progress } from './console/progress.ts';
import { checkpointKey, createCheckpointStore } from './files/checkpoint-store.ts';
import { hashContent } from './files/content-hash.ts';
import { createPairGrader } from './grade-pairs.ts';
import { makeStudent } from './make-student.ts';
import { prepareMaterial, type Material } from './material.ts';
import { measure } from './measure.ts';
import { loadJobPolicy } from './policy/job-policy.ts';
import type { Policy } from './policy/policy.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { createRun } from './run.ts';
import { inferSchema } from './schema/infer-schema.ts';
import { makeClickTeacher, makePolicyTeacher, makeSoftLists } from './stages.ts';
import { studentOfSize, type StudentSize } from './student-size.ts';
import type { Tables } from './tables/types.ts';
import { loadTensorflow } from './train/tensorflow.ts';

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
  /** How long it trains. */
  preset: PresetName;
  /** How large the student is; default `base`. */
  size?: StudentSize;
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
  const size = options.size ?? 'base';
  const base = PRESETS[options.preset];
  const preset = { ...base, student: studentOfSize(base.student, size) };
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
  const material = prepareMaterial(tables, source, preset, run, options);
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
  const made = await makeStudent(
    tf,
    { material, schemaHash, soft, policyTeacher, clickTeacher, grade, alpha: options.alpha },
    preset,
    run,
  );
  const { network, content, student, alphaChoice } = made;

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
    personalizationChoices: made.personalizationChoices,
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
  return { bytes, metrics, report: measured.report };
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
    size: options.size ?? 'base',
    seed: options.seed,
    tables: tables.fingerprint,
    policy: hashContent(policy.markdown),
    simulated: material.simulated,
    jobs: material.data.jobs.count,
    profiles: material.data.profiles.count,
    events: tables.events.length,
  };
}
