import { gzipSync } from 'node:zlib';
import type { Student } from '../../core/student/student.ts';
import { writeStudent } from '../../core/student/write.ts';
import type { Slate } from '../../core/types.ts';
import { measureStudentClicks } from './click-reliability.ts';
import { createBootstrap } from '../evaluate/bootstrap.ts';
import { evaluateSlates } from '../evaluate/evaluate-slates.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import { intervalJson, type IntervalJson } from '../evaluate/render-evaluation.ts';
import { fitStudent } from './fit-student.ts';
import { makeStudent } from './make-student.ts';
import { resizeMaterial, type Material } from './material.ts';
import { isPoorMatch, measuredSlates, sourceOf } from './measure-slates.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { makeSoftLists } from './stages.ts';
import type { Tables } from '../tables/types.ts';
import { trainTeachers, type Taught, type TeachingOptions } from './train-teachers.ts';
import { FULL, listVariants, type Variant } from './variants.ts';

export interface AblateOptions extends TeachingOptions {
  preset: PresetName;
}

/** What one variant is worth; `difference` is it less the full recipe, paired by slate. */
export interface VariantResult {
  name: string;
  kind: Variant['kind'];
  gzipBytes: number;
  alpha: number;
  /** By measure: of the student's score, of its click head alone, and poor matches where the policy grades. */
  measures: Partial<Record<Measure, { value: IntervalJson; difference: IntervalJson }>>;
  /** Expected calibration error of clicks; null where the log shows none that were not clicked. */
  ece: number | null;
}

export type Measure = 'nDCG@10' | 'nDCG@10, clicks alone' | 'poor-match@10';

/** What `ablations.json` holds. */
export interface Ablations {
  source: string;
  simulated: boolean;
  preset: PresetName;
  seed: number;
  slates: number;
  profiles: number;
  variants: VariantResult[];
}

/** A variant's values by slate, and what else was measured of it. */
interface Measured {
  values: Partial<Record<Measure, Float64Array>>;
  gzipBytes: number;
  alpha: number;
  ece: number | null;
}

/**
 * Distills the same teachers' labels into one student a variant, and measures all on the same slates by the code
 * that ships. Teachers are trained once. A finished variant is kept, so that an interrupted command goes on with
 * the next one.
 *
 * @throws as `trainTeachers`; MISSING_TABLE where there is nothing to measure on
 */
export async function ablate(tables: Tables, options: AblateOptions): Promise<Ablations> {
  const given = PRESETS[options.preset];
  const trained = await trainTeachers(tables, given, options, `ablate ${options.preset}`);
  const { preset, sources: taught } = fitStudent(given, trained);
  const { material, policyTeacher, clickTeacher, run, store, key } = taught;
  const slates = measuredSlates(material);
  const variants = listVariants(preset, {
    matches: material.matches !== undefined,
    bothTeachers: policyTeacher !== undefined && clickTeacher !== undefined,
    calibration: clickTeacher?.map !== undefined,
  });
  const soft = await makeSoftLists(material, { ...taught, others: [] }, preset, run);
  const bar = run.progress.bar('ablations', variants.length, 'variants');
  const measured: Measured[] = [];
  for (const variant of variants) {
    const name = `variant ${variant.name}`;
    const kept = await store.read(key, name);
    const result = kept
      ? ({ ...(kept.json as object), values: kept.arrays } as unknown as Measured)
      : await measureVariant(taught, variant, soft, slates);
    if (!kept) {
      const { values, ...json } = result;
      await store.write(key, name, { json, arrays: { ...values } });
    }
    measured.push(result);
    bar.advance();
  }
  bar.done();
  const clusters = slates.map(({ profileId }) => profileId);
  const bootstrap = createBootstrap(clusters, { seed: run.seed });
  const full = measured[variants.findIndex(({ name }) => name === FULL)]!;
  const results = variants.map(({ name, kind }, i): VariantResult => {
    const { values, ...rest } = measured[i]!;
    const measures: VariantResult['measures'] = {};
    for (const [measure, own] of Object.entries(values) as [Measure, Float64Array][]) {
      measures[measure] = {
        value: intervalJson(bootstrap.mean(own)),
        difference: intervalJson(bootstrap.difference(own, full.values[measure]!)),
      };
    }
    return { name, kind, ...rest, measures };
  });
  await store.clear(key);
  return {
    source: sourceOf(material),
    simulated: material.simulated,
    preset: options.preset,
    seed: run.seed,
    slates: slates.length,
    profiles: new Set(clusters).size,
    variants: results,
  };
}

async function measureVariant(
  taught: Taught,
  { name, preset }: Variant,
  soft: Parameters<typeof makeStudent>[1]['soft'],
  slates: readonly Slate[],
): Promise<Measured> {
  const { tf, run, policyTeacher, clickTeacher, grade } = taught;
  const material = resizeMaterial(taught.material, preset.student.tableRows);
  const sources = { ...taught, material, soft, alpha: undefined, withLogCodes: false };
  const { student, content } = await makeStudent(tf, sources, preset, run, `student, ${name}`);
  const values = await measureStudent(
    material,
    student,
    slates,
    policyTeacher === undefined ? undefined : isPoorMatch(material, grade),
  );
  const reliability = measureStudentClicks(material, clickTeacher, student, run.seed);
  return {
    values,
    gzipBytes: gzipSync(writeStudent(content), { level: 9 }).length,
    alpha: content.weights[0]!,
    ece: reliability?.ece ?? null,
  };
}

async function measureStudent(
  { tables, now }: Material,
  student: Student,
  slates: readonly Slate[],
  poorMatch: ReturnType<typeof isPoorMatch> | undefined,
): Promise<Measured['values']> {
  const model = createModelScorers(student, { items: tables.items, now });
  const { values } = await evaluateSlates(
    slates,
    [
      { name: 'all', scorer: model.base },
      { name: 'clicks', scorer: model.heads.click! },
    ],
    { tables, ...(poorMatch ? { poorMatch } : {}) },
  );
  return {
    'nDCG@10': values.all!['nDCG@10']!,
    'nDCG@10, clicks alone': values.clicks!['nDCG@10']!,
    ...(poorMatch ? { 'poor-match@10': values.all!['poor-match@10']! } : {}),
  };
}
