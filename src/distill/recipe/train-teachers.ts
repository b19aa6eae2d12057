import { PocketRankError } from '../../core/errors.ts';
import type { Progress } from '../console/progress.ts';
import { calibrateClickTeacher } from './calibrate-click-teacher.ts';
import { createCheckpointStore, type CheckpointStore } from '../files/checkpoint-store.ts';
import { hashContent } from '../files/content-hash.ts';
import { drawGraded, type Graded } from './draw-graded.ts';
import { createPairGraders } from './grade-pairs.ts';
import { prepareMaterial, type Material } from './material.ts';
import type { Domain, Teaching } from '../domain.ts';
import { readLesson } from './lessons.ts';
import { makeOtherTeachers, type OtherTeacher } from './other-teachers.ts';
import { stageKeys } from './stage-keys.ts';
import { openPolicy } from '../policy/open-policy.ts';
import { policyContent } from '../policy/policy-content.ts';
import { domainMetadata } from './domain-metadata.ts';
import type { Preset } from './presets.ts';
import { createRun, type Run } from './run.ts';
import { hardenGraded, makeClickTeacher, makePolicyTeacher } from './stages.ts';
import type { Tables } from '../tables/types.ts';
import type { Teacher } from '../teachers/teacher.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import { createCodeLabels, type CodeLabels } from '../teachers/code-labels.ts';
import { withTerms } from '../lexicon/with-terms.ts';
import { loadTensorflow, type TrainingBackend } from '../train/backend/tensorflow.ts';
import type { Tf } from '../train/backend/tf.ts';

export interface TeachingOptions {
  /** What the tables are about: its schema, and the policy that grades the pairs that no table grades. */
  domain: Domain;
  /**
   * Tables of taxonomies (see `readMatches`): certain matches that teach the policy teacher and the student
   * what titles mean, before and beside everything else.
   */
  matches?: readonly Tables[];
  /** What trains; default `wasm`. */
  backend?: TrainingBackend;
  seed: number;
  /** Where checkpoints lie; the same inputs find them again. */
  workDir: string;
  /** Whether the tables come from the simulated market: every figure then says so. */
  simulated?: boolean;
  progress?: Progress;
  log?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** Of a domain whose policy does not teach. */
const NOTHING_GRADED: Graded = { stated: [], drawn: [], titles: [], shared: [] };

/** Trained teachers, and what the stages after them need. */
export interface Taught {
  tf: Tf;
  material: Material;
  schemaHash: string;
  /** What the model file says beside the student. */
  metadata: Readonly<Record<string, string>>;
  grade: PairGrader;
  /** The same, hard limits apart: what a model is to learn. */
  teach: PairGrader;
  graded: Graded;
  /** The teachers that the domain names beside these two. */
  others: readonly OtherTeacher[];
  teaching: Teaching | undefined;
  /** At least one of all. */
  policyTeacher: Teacher | undefined;
  clickTeacher: Teacher | undefined;
  /** Of the click teacher, where choices are all there is to learn from. */
  codeLabels: CodeLabels | undefined;
  run: Run;
  store: CheckpointStore;
  /** The content key of the run in `store`. */
  key: string;
  /** All content keys of the run. */
  keys: readonly string[];
}

/**
 * Reads tables and trains the teachers that they allow.
 *
 * @param purpose keeps the checkpoints of different commands apart
 * @throws MISSING_TABLE, INVALID_SCHEMA, PROTECTED_ATTRIBUTE, MISSING_PACKAGE, NO_ENGINE where `webgpu` finds
 * no GPU, INTERRUPTED
 */
export async function trainTeachers(
  tables: Tables,
  preset: Preset,
  options: TeachingOptions,
  purpose: string,
): Promise<Taught> {
  const { backend = 'wasm' } = options;
  const domain = withTerms(options.domain, tables, options.matches);
  const { schema: source } = domain;
  const schemaHash = hashContent(JSON.stringify(source));
  const policy = openPolicy(domain);
  const { teaching } = options.domain;
  const inputs = [
    tables.fingerprint,
    tables.now,
    (options.matches ?? []).map((matches) => matches.fingerprint),
    schemaHash,
    purpose,
    preset,
    backend,
    options.seed,
  ];
  const graded = policy === undefined ? null : policyContent(policy);
  const { key, keyOf, keys } = stageKeys(inputs, graded, teaching);
  const store = createCheckpointStore(options.workDir);
  const run = createRun(store, keyOf, options);
  const tf = await loadTensorflow(backend);
  const material = prepareMaterial(tables, source, preset, run, options);
  run.log(
    `${tables.items.size} items, ${tables.profiles.size} profiles, ${material.matches?.list.length ?? 0} matches, ${material.log.impressions.length} logged slates, ${material.log.choices.length} choices; schema "${source.name}" with ${source.fields.length} fields`,
  );
  const { judge, teach } = createPairGraders(material.data, policy, material.stated, material.now);
  const named = (name: string): boolean =>
    teaching === undefined || teaching.teachers.some((one) => one.name === name);
  const sources = (teaching?.teachers ?? []).filter(
    ({ name }) => name !== 'policy' && name !== 'click',
  );
  // What is wrong with any of them is told before the first is trained.
  for (const one of sources) readLesson(material, one);
  const drawn = named('policy') ? drawGraded(material, teach, preset, run) : NOTHING_GRADED;
  const policyTeacher = await makePolicyTeacher(tf, material, drawn, preset, run);
  // Where a domain lists its teachers, none starts from another: a change of one makes no other anew.
  const start = teaching === undefined ? policyTeacher : undefined;
  const trained = named('click')
    ? await makeClickTeacher(tf, material, start, preset, run)
    : undefined;
  const others = await makeOtherTeachers(tf, material, sources, preset, run);
  const clickTeacher = trained && (await calibrateClickTeacher(material, trained, run));
  if (policyTeacher === undefined && clickTeacher === undefined && others.length === 0) {
    throw new PocketRankError(
      'MISSING_TABLE',
      'There is nothing to learn from: no events, and the policy can grade too few pairs.',
      { hint: 'Add an events or a grades table, or a policy for this data.' },
    );
  }
  const lessons = policyTeacher
    ? await hardenGraded(material, policyTeacher, drawn, teach, run)
    : drawn;
  const codeLabels =
    policyTeacher === undefined && clickTeacher?.vectors !== undefined
      ? await createCodeLabels(
          tf,
          material.data,
          { networks: clickTeacher.networks, vectors: clickTeacher.vectors },
          material.learners.slice(0, preset.softLists),
          material.chosen,
        )
      : undefined;
  return {
    tf,
    material,
    schemaHash,
    metadata: domainMetadata(domain, policy),
    grade: judge,
    teach,
    graded: lessons,
    others,
    teaching,
    policyTeacher,
    clickTeacher,
    codeLabels,
    run,
    store,
    key,
    keys,
  };
}
