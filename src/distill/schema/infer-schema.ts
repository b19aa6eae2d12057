import { collect } from '../../core/reading/collect.ts';
import { compileSchema } from '../../core/features/compile-schema.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import { protectedWord } from '../../core/features/protected.ts';
import type { MeasureSource } from '../../core/features/measure.ts';
import { createLexicon } from '../../core/reading/lexicon.ts';
import { createReader } from '../../core/reading/reading.ts';
import { readTime } from '../../core/reading/read-time.ts';
import { CROSS_OF, readSchema } from '../../core/features/read-schema.ts';
import {
  SIDES,
  type Field,
  type FieldSource,
  type SchemaSource,
  type Side,
} from '../../core/features/schema.ts';
import { JOBS_SCHEMA } from '../../domains/jobs/jobs-schema.ts';
import { pathStatistics, type PathStatistics } from './path-statistics.ts';

/** A schema found by looking at tables, and what was left out of it. */
export interface InferredSchema {
  schema: SchemaSource;
  /** Paths not used, with the reason. */
  left: { side: Side; path: string; reason: string }[];
}

/** A path must be filled in this share of objects to become a feature. */
const MIN_SHARE = 0.005;
const MAX_EXTRA_FIELDS = 40;
const MAX_MEASURES = 24;
/** Fields of the `jobs` schema, further ones and sets, all told. */
const MAX_FIELDS = 64;
const YEAR_MS = 31_557_600_000;
const SAMPLE = 2000;
/** Dates within this many years tell when a record was made, not how old somebody is. */
const MAX_RECORD_YEARS = 5;
/** Sets of codes count as things of their own where this many objects share one on average. */
const MIN_PER_SET = 8;

/**
 * Properties of Item and JSON Resume whose parts the `jobs` schema takes or leaves on purpose (who
 * employed somebody, where they went to school); what is peculiar to a data set stands elsewhere.
 */
const KNOWN_ROOTS: Readonly<Record<Side, ReadonlySet<string>>> = {
  item: new Set(
    'title description responsibilities hiringOrganization jobLocation baseSalary estimatedSalary skills qualifications educationRequirements experienceRequirements directApply validThrough datePosted totalJobOpenings'.split(
      ' ',
    ),
  ),
  profile: new Set(
    'basics work education skills languages certificates volunteer awards publications interests references projects meta'.split(
      ' ',
    ),
  ),
};

/** Of these, what the vocabulary has but the `jobs` schema does not. */
const KNOWN_EXTRAS = new Set(['hiringOrganization.numberOfEmployees']);

/** Keys, links, and dates of a life (which tell an age): never features. */
const NEVER =
  /(^|\.)((@\w+|id|propertyID|email|phone|phoneNumber|\w*[dD]ate)$|(identifier|sameAs|url)(\.|$))/u;

/**
 * Infers a schema from tables: the fields of the built-in `jobs` schema that the tables fill, then a field
 * for every other path, its kind by its values. Paths of both sides that end in the same name make one
 * field and a measure. Protected attributes are left out.
 */
export function inferSchema(
  items: readonly unknown[],
  profiles: readonly unknown[],
): InferredSchema {
  const objects = { item: items, profile: profiles };
  const statistics = { item: pathStatistics(items), profile: pathStatistics(profiles) };
  const left: InferredSchema['left'] = [];
  const used = { item: new Set<string>(), profile: new Set<string>() };

  const fields: FieldSource[] = [];
  const compiled = compileSchema(JOBS_SCHEMA).fields;
  for (const [f, source] of JOBS_SCHEMA.fields.entries()) {
    const field = { ...source };
    for (const side of SIDES) {
      const paths = pathList(source[side]).filter((path) => {
        const filled = isFilled(compiled[f]!, side, path, objects[side]);
        if (filled) {
          for (const s of statistics[side]) if (isUnder(s.path, path)) used[side].add(s.path);
        }
        return filled;
      });
      if (paths.length === 0) delete field[side];
      else field[side] = paths.length === 1 ? paths[0]! : paths;
    }
    if (field.item === undefined && field.profile === undefined) continue;
    if (field.embed === false && fields.some((other) => readsTheSame(other, field))) continue;
    if (field.kind === 'number') Object.assign(field, fittingRange(field, objects));
    fields.push(field);
  }

  const extra = new Map<string, FieldSource>();
  for (const side of SIDES) {
    for (const entry of statistics[side]) {
      if (used[side].has(entry.path)) continue;
      if (KNOWN_ROOTS[side].has(entry.path.split('.')[0]!) && !KNOWN_EXTRAS.has(entry.path)) {
        left.push({ side, path: entry.path, reason: 'the jobs vocabulary has no use for it' });
        continue;
      }
      const record = side === 'profile' ? recordDates(entry) : undefined;
      const reason = reasonAgainst(entry, side);
      if (reason !== undefined && (record === undefined || reason !== A_DATE)) {
        left.push({ side, path: entry.path, reason });
        continue;
      }
      const field = record ?? fieldFor(entry);
      const known = extra.get(field.name);
      if (known !== undefined && known.kind === field.kind && known[side] === undefined) {
        known[side] = entry.path;
        if (field.kind === 'number') {
          known.min = Math.min(known.min!, field.min!);
          known.max = Math.max(known.max!, field.max!);
          if (known.min <= 0) known.scale = 'linear';
        }
      } else if (extra.size < MAX_EXTRA_FIELDS) {
        while (extra.has(field.name) || fields.some((f) => f.name === field.name)) {
          field.name = `${side}.${field.name}`;
        }
        field[side] = entry.path;
        extra.set(field.name, field);
      } else {
        left.push({ side, path: entry.path, reason: 'there are too many fields' });
      }
    }
  }
  fields.push(...extra.values());
  for (const field of extra.values()) {
    const joint = field.kind === 'category' ? jointField(field, objects) : undefined;
    const isFree = fields.length < MAX_FIELDS && !fields.some(({ name }) => name === joint?.name);
    if (joint !== undefined && isFree) fields.push(joint);
  }

  const has = (name: string, side: Side): boolean =>
    fields.some((field) => field.name === name && field[side] !== undefined);
  const isCategory = (name: string | undefined, side: Side): boolean =>
    fields.some((field) => field.name === name && field.kind === 'category' && side in field);
  const located = statistics.item.some((s) => /(^|\.)latitude$/u.test(s.path));
  const measures = JOBS_SCHEMA.measures!.filter(
    ({ kind, item, profile }) =>
      item !== undefined &&
      CROSS_OF[kind] !== undefined &&
      has(item, 'item') &&
      (profile === undefined || has(profile, 'profile')) &&
      (kind !== 'distance' || located) &&
      (kind !== 'difference' || has(item, 'profile')),
  ).map(({ unless = {}, ...measure }): MeasureSource => {
    const kept = SIDES.filter((side) => isCategory(unless[side]?.field, side));
    if (kept.length === 0) return measure;
    return { ...measure, unless: Object.fromEntries(kept.map((side) => [side, unless[side]])) };
  });
  for (const field of extra.values()) {
    if (measures.length >= MAX_MEASURES) break;
    if (field.item === undefined || field.profile === undefined) continue;
    let { name } = field;
    while (measures.some((measure) => measure.name.toLowerCase() === name.toLowerCase()))
      name = `own.${name}`;
    measures.push({
      name,
      kind: field.kind === 'number' ? 'difference' : 'overlap',
      item: field.name,
    });
  }
  return { schema: { name: 'inferred', version: 2, fields, measures }, left };
}

/** Whether two fields read the same paths: one that only crosses need is then of no use. */
function readsTheSame(a: FieldSource, b: FieldSource): boolean {
  return SIDES.every((side) => String(a[side]) === String(b[side]));
}

/** Whether the values at a path give tokens of the field in enough objects, seen on an even sample. */
function isFilled(field: Field, side: Side, path: string, objects: readonly unknown[]): boolean {
  const paths = { item: [], profile: [], [side]: [path.split('.')] };
  const one = { ...field, embed: true, paths };
  const step = Math.max(1, Math.floor(objects.length / SAMPLE));
  let seen = 0;
  let filled = 0;
  const featurize = createFeaturizer({ fields: [one] }, 2 ** 32);
  for (let i = 0; i < objects.length; i += step) {
    let tokens = featurize(side, objects[i], Date.UTC(2000, 0)).ends[0]!;
    if (field.kind === 'time') tokens += collect(objects[i], one.paths[side]).length;
    seen++;
    if (tokens > 0) filled++;
  }
  return filled > 0 && filled >= MIN_SHARE * seen;
}

/** The built-in range of a number, or the data's own where a fifth of the data lies beyond it. */
function fittingRange(
  field: FieldSource,
  objects: Readonly<Record<Side, readonly unknown[]>>,
): Pick<FieldSource, 'min' | 'max'> {
  const values: number[] = [];
  const read = createReader(readSchema({ name: 'range', version: 2, fields: [field] }));
  for (const side of SIDES) {
    if (pathList(field[side]).length === 0) continue;
    for (const object of objects[side]) {
      const value = read(side, object, Date.UTC(2020, 0)).values[0]!;
      if (!Number.isNaN(value)) values.push(value);
    }
  }
  const outside = values.filter((value) => value < field.min! || value > field.max!).length;
  return outside > 0.2 * values.length ? rangeOf(values) : { min: field.min!, max: field.max! };
}

/** From the 1st to the 99th percentile; logarithmic where that spans a factor of 50. */
function rangeOf(values: readonly number[]): Required<Pick<FieldSource, 'min' | 'max' | 'scale'>> {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))]!;
  const min = quantile(0.01);
  const max = Math.max(quantile(0.99), min + 1);
  return { min, max, scale: min > 0 && max / min > 50 ? 'log' : 'linear' };
}

function pathList(paths: string | string[] | undefined): string[] {
  return paths === undefined ? [] : Array.isArray(paths) ? paths : [paths];
}

function isUnder(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}.`);
}

const A_DATE = 'a date';

/**
 * A field for the dates of a record, such as its last change: who came when saw other items. Dates that span
 * a life are none.
 */
function recordDates(entry: PathStatistics): FieldSource | undefined {
  if (entry.dates <= 0.5 * entry.strings || entry.strings === 0) return undefined;
  const lexicon = createLexicon();
  const times = [...entry.distinct]
    .map((value) => readTime(value, lexicon))
    .filter((time) => Number.isFinite(time));
  if (times.length < 2) return undefined;
  const { min, max } = rangeOf(times);
  if (max - min > MAX_RECORD_YEARS * YEAR_MS) return undefined;
  return { name: entry.path.split('.').at(-1)!, kind: 'time', embed: true, min, max };
}

/**
 * A further field that takes the values of a category together, on the sides where objects have several and
 * many share the same: what a set of codes means is more than its codes.
 */
function jointField(
  field: FieldSource,
  objects: Readonly<Record<Side, readonly unknown[]>>,
): FieldSource | undefined {
  const joint: FieldSource = { ...field, name: `${field.name}.set`, joint: true };
  const source = { name: 'sets', version: 2 as const, fields: [joint] };
  const [compiled] = readSchema(source).fields;
  const featurize = createFeaturizer({ fields: [compiled!] }, 2 ** 32);
  for (const side of SIDES) {
    const sets = new Set<number>();
    let filled = 0;
    let several = 0;
    for (const object of objects[side]) {
      const bag = featurize(side, object, 0);
      if (bag.ends[0] === 0) continue;
      filled++;
      sets.add(bag.rows[0]!);
      if (collect(object, compiled!.paths[side]).length > 1) several++;
    }
    if (several <= 0.5 * filled || filled < MIN_PER_SET * sets.size) delete joint[side];
  }
  return SIDES.some((side) => joint[side] !== undefined) ? joint : undefined;
}

function reasonAgainst(entry: PathStatistics, side: Side): string | undefined {
  const word = protectedWord(entry.path, side);
  if (word !== undefined) return `a protected attribute ("${word}")`;
  if (NEVER.test(entry.path)) return 'a key, a link, a contact or a date of a life';
  if (entry.objects < MIN_SHARE * entry.total) return 'filled too rarely';
  if (entry.distinct.size < 2) return 'always the same';
  if (entry.dates > 0.5 * entry.strings && entry.strings > 0) return A_DATE;
  const single = entry.strings > 0 && entry.words < 1.2 * entry.strings;
  if (single && entry.strings > 50 && entry.distinct.size > 0.9 * Math.min(entry.strings, 2000)) {
    return 'different for every object';
  }
  return undefined;
}

function fieldFor(entry: PathStatistics): FieldSource {
  const name = entry.path.split('.').at(-1)!;
  if (entry.numbers > entry.strings + entry.booleans) {
    return { name, kind: 'number', ...rangeOf(entry.values) };
  }
  const wordsEach = entry.words / Math.max(1, entry.strings);
  if (entry.booleans > 0 || isCode(entry)) return { name, kind: 'category' };
  if (wordsEach > 6) return { name, kind: 'text', maxWords: 96 };
  return { name, kind: 'tags', grams: false };
}

/** Short values without letters of a word: codes rather than language. */
function isCode(entry: PathStatistics): boolean {
  let codes = 0;
  for (const value of entry.distinct) if (!/\p{L}{2}/u.test(value)) codes++;
  return codes > 0.5 * entry.distinct.size;
}
