import { writeResiduals } from '../../core/format/residuals.ts';
import { loadStudent } from '../../core/student/load.ts';
import { writeStudent } from '../../core/student/write.ts';
import type { Json } from '../../core/types.ts';
import { hashContent } from '../files/content-hash.ts';
import { fitStudent, learnsCodesOnly } from './fit-student.ts';
import { makeStudent } from './make-student.ts';
import { measure } from './measure.ts';
import { measureSweeps } from './measure-sweeps.ts';
import { chiefMetrics, type DistillMetrics } from './metrics.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { makeSoftLists } from './stages.ts';
import { studentOfSize, type StudentSize } from './student-size.ts';
import type { Tables } from '../tables/types.ts';
import { trainTeachers, type Taught, type TeachingOptions } from './train-teachers.ts';

export interface DistillOptions extends TeachingOptions {
  /** How long it trains. */
  preset: PresetName;
  /** How large the student is; default `base`. */
  size?: StudentSize;
  /** Weight of the policy head; default: chosen on held-out profiles. */
  alpha?: number | undefined;
}

export interface Distilled {
  /** The model file. */
  bytes: Uint8Array;
  metrics: DistillMetrics;
  /** A table for people. */
  report: string;
  /** What whoever reads the result should know: a teacher that there is not, and why. */
  notes: readonly string[];
  /** A file of what the log says of items beyond their content, for servers that make item codes. */
  residuals: Uint8Array | undefined;
}

/** Lists that quantization looks at, where the student does not learn from any. */
const TYPICAL_LISTS = 128;

/**
 * Distills tables into a model file: trains the policy teacher and the click teacher, distills both into
 * one student, quantizes it, and measures it with the code that ships. The same tables, options and seed
 * give the same bytes on the same machine.
 *
 * Profiles of slates (or, where slates have times, everything after the first of them) are never learned
 * from.
 *
 * @throws MISSING_TABLE, INVALID_SCHEMA, PROTECTED_ATTRIBUTE, MISSING_PACKAGE, NO_ENGINE where `webgpu` finds
 * no GPU, INTERRUPTED
 */
export async function distill(tables: Tables, options: DistillOptions): Promise<Distilled> {
  const size = options.size ?? 'base';
  const base = PRESETS[options.preset];
  const sized = {
    ...base,
    student: studentOfSize(base.student, size),
    codeStudent: studentOfSize(base.codeStudent, size),
  };
  const taught = await trainTeachers(tables, base, options, `distill ${options.preset}`);
  const { preset, sources } = fitStudent(sized, taught);
  const { tf, material, grade, policyTeacher, clickTeacher, run, store } = sources;
  const asked = learnsCodesOnly(taught.codeLabels, preset.recipe)
    ? { ...preset, softLists: TYPICAL_LISTS }
    : preset;
  const soft = await makeSoftLists(
    taught.material,
    { ...taught, others: taught.others.map(({ teacher }) => teacher) },
    asked,
    run,
  );
  const made = await makeStudent(
    tf,
    { ...sources, soft, alpha: options.alpha, withLogCodes: true },
    preset,
    run,
    size === 'base' ? 'student' : `student, ${size}`,
  );
  const { network, content, student, residuals } = made;
  const { metrics: measured, report } = await measure(material, {
    student,
    network,
    residuals,
    policyTeacher,
    clickTeacher,
    others: taught.others,
    teaching: taught.teaching,
    taughtOn: taught.material,
    grade: policyTeacher === undefined ? undefined : grade,
    reportsEverything: base.reportsEverything,
    run,
  });
  const metrics: DistillMetrics = {
    ...measured,
    sweeps: policyTeacher ? measureSweeps(student, options.domain, material.now) : [],
    alpha: made.alphaChoice ?? { chosen: content.weights[0]! },
    blends: made.blendChoice ?? null,
    floor: made.floorChoice ?? null,
    personalizationChoices: made.personalizationChoices,
  };
  content.metadata = {
    ...content.metadata,
    metrics: JSON.stringify(chiefMetrics(metrics)),
    quantization: JSON.stringify({ table: preset.student.format, weights: 'int8' }),
    provenance: JSON.stringify(provenance(tables, options, taught)),
  };
  const bytes = writeStudent(content);
  loadStudent(bytes);
  await store.finish(...taught.keys);
  const { width } = student.parameters;
  const { togetherBytes } = student.schema;
  return {
    bytes,
    metrics,
    report,
    notes: taught.run.notes,
    residuals:
      residuals &&
      writeResiduals({ modelHash: hashContent(bytes), width, togetherBytes, byItem: residuals }),
  };
}

function provenance(
  tables: Tables,
  { preset, size = 'base', seed }: DistillOptions,
  { metadata, material }: Taught,
): Json {
  return {
    tool: 'pocketrank distill',
    preset,
    size,
    seed,
    tables: tables.fingerprint,
    now: new Date(tables.now).toISOString(),
    domain: metadata.domain ?? null,
    policy: metadata.policy ?? null,
    simulated: material.simulated,
    items: tables.items.size,
    profiles: tables.profiles.size,
    events: tables.events.length,
  };
}
