import { collect } from '../../core/reading/collect.ts';
import { compileSchema } from '../../core/features/compile-schema.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import { pathsOf, readSchema } from '../../core/features/read-schema.ts';
import type { Lexicon } from '../../core/reading/lexicon.ts';
import { createWholeLexicon } from '../../core/reading/rare-forms.ts';
import { createReader } from '../../core/reading/reading.ts';
import {
  SIDES,
  type Field,
  type FieldSource,
  type SchemaSource,
  type Side,
} from '../../core/features/schema.ts';
import { rangeOf } from './propose.ts';

/** Objects by the side on which they stand. */
export type Objects = Readonly<Record<Side, readonly unknown[]>>;

/** A path must be filled in this share of objects. */
const MIN_SHARE = 0.005;
const SAMPLE = 2000;
/** Where more of the data than this lies beyond a field's range, the range is the data's own. */
const MAX_OUTSIDE = 0.2;

/** The fields of a known schema that tables fill, without the paths that they do not. */
export function filledFields(schema: SchemaSource, objects: Objects): FieldSource[] {
  const { fields: compiled, lexicon } = compileSchema(schema);
  const fields: FieldSource[] = [];
  for (const [f, source] of schema.fields.entries()) {
    const field = { ...source };
    for (const side of SIDES) {
      const paths = pathsOf(source, side).filter((path) =>
        isFilled(compiled[f]!, lexicon, side, path, objects[side]),
      );
      if (paths.length === 0) delete field[side];
      else field[side] = paths.length === 1 ? paths[0]! : paths;
    }
    if (field.item === undefined && field.profile === undefined) continue;
    if (field.embed === false && fields.some((other) => readsTheSame(other, field))) continue;
    if (field.kind === 'number') Object.assign(field, fittingRange(field, schema.lexicon, objects));
    fields.push(field);
  }
  return fields;
}

/** Whether two fields read the same paths: one that only measures need is then of no use. */
function readsTheSame(a: FieldSource, b: FieldSource): boolean {
  return SIDES.every((side) => String(a[side]) === String(b[side]));
}

/** Whether the values at a path give tokens of the field in enough objects, seen on an even sample. */
function isFilled(
  field: Field,
  lexicon: Lexicon,
  side: Side,
  path: string,
  objects: readonly unknown[],
): boolean {
  const paths = { item: [], profile: [], [side]: [path.split('.')] };
  const one = { ...field, embed: true, paths };
  const step = Math.max(1, Math.floor(objects.length / SAMPLE));
  let seen = 0;
  let filled = 0;
  const featurize = createFeaturizer({ fields: [one], lexicon }, 2 ** 32);
  for (let i = 0; i < objects.length; i += step) {
    let tokens = featurize(side, objects[i], Date.UTC(2000, 0)).ends[0]!;
    if (field.kind === 'time') tokens += collect(objects[i], one.paths[side]).length;
    seen++;
    if (tokens > 0) filled++;
  }
  return filled > 0 && filled >= MIN_SHARE * seen;
}

/** The known range of a number, or the data's own where a fifth of the data lies beyond it. */
function fittingRange(
  field: FieldSource,
  lexicon: SchemaSource['lexicon'],
  objects: Objects,
): Pick<FieldSource, 'min' | 'max'> {
  const values: number[] = [];
  const { fields } = readSchema({ name: 'range', version: 2, fields: [field] });
  const read = createReader({ fields, lexicon: createWholeLexicon(lexicon) });
  for (const side of SIDES) {
    if (pathsOf(field, side).length === 0) continue;
    for (const object of objects[side]) {
      const value = read(side, object, Date.UTC(2020, 0)).values[0]!;
      if (!Number.isNaN(value)) values.push(value);
    }
  }
  const outside = values.filter((value) => value < field.min! || value > field.max!).length;
  return outside > MAX_OUTSIDE * values.length
    ? rangeOf(values)
    : { min: field.min!, max: field.max! };
}
