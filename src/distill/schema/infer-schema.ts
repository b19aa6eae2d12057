import { USUAL_KEYS } from '../../core/reading/item-paths.ts';
import type { FieldSource, SchemaSource } from '../../core/features/schema.ts';
import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import type { Noun } from '../tables/types.ts';
import { createFieldList, type FieldList } from './field-list.ts';
import { filledFields, type Objects } from './filled-fields.ts';
import { findPaths } from './find-paths.ts';
import { placeNames } from './find-places.ts';
import type { Found, Left } from './found.ts';
import { jointField } from './joint-fields.ts';
import { knownMeasures, knownTerms } from './known-measures.ts';
import { createMeasureList, type MeasureList, type Sides } from './measure-list.ts';
import { pairNumbers } from './pair-numbers.ts';
import { pairNamed, pairValues, type Pairing } from './pair-values.ts';
import { pathStatistics } from './path-statistics.ts';
import {
  likenessOfItems,
  measureOfItem,
  measureOfNumbers,
  measureOfTime,
  measureOfValues,
  measuresOfPlaces,
} from './propose-measures.ts';

/** A schema found by looking at tables, what was left out of it, and why measures were proposed. */
export interface InferredSchema {
  schema: SchemaSource;
  left: Left[];
  /** By the name of a measure. */
  because: ReadonlyMap<string, string>;
  /** What was found at the paths of each measure's fields, for a policy to start from. */
  compared: ReadonlyMap<string, Sides>;
}

/** Options of {@link inferSchema}. */
export interface InferOptions {
  /** The schema of a known domain, on which further fields are put. */
  base?: SchemaSource | undefined;
  /** Whether the known schema is kept as it is, or without what the tables do not fill. Default false. */
  whole?: boolean;
  /** What is known of places. Default: nothing. */
  lexicon?: LexiconSource;
  /** In milliseconds since 1970 UTC: which times are to come. */
  now: number;
  name?: string;
  noun?: Noun;
  /** Where the keys of items lie. Default: the usual places. */
  keys?: readonly string[];
}

const MAX_FIELDS = 64;
/** Measures of items alone, and of how alike items are. */
const MAX_OWN = 12;
const MAX_LIKENESSES = 4;

/**
 * Infers a schema from tables: the fields of a known domain that they fill, then a field for every other path, its
 * kind by its values. What people say is paired with what items say by values, ranges and kinds; names count where
 * these leave it open. Protected attributes are left out.
 */
export function inferSchema(
  items: readonly unknown[],
  profiles: readonly unknown[],
  options: InferOptions,
): InferredSchema {
  const { base, whole = false, lexicon = {}, now, name = 'inferred', noun } = options;
  const objects = { item: items, profile: profiles };
  const kept = base ? (whole ? base.fields : filledFields(base, objects)) : [];
  const keys = base?.keys ?? options.keys ?? USUAL_KEYS;
  const { found, left } = findPaths(objects, { kept, base, keys, places: placeNames(lexicon) });
  const list = createFieldList(kept);
  const known = base ? (whole ? (base.measures ?? []) : knownMeasures(base, kept)) : [];
  const measures = createMeasureList(known);
  for (const pairing of planPairs(found.item, found.profile)) addPair(list, measures, pairing);
  const skipped = addAlone(list, measures, [...found.item, ...found.profile], now);
  const terms = base && (whole ? base.terms : knownTerms(base, kept, known));
  const schema: SchemaSource = {
    ...(base && rootOf(base)),
    ...(terms && { terms }),
    name,
    version: 2,
    ...(noun && { noun }),
    keys: [...keys],
    ...currencyOf(items, base),
    fields: withJointFields(list.fields, kept.length, objects),
    measures: measures.measures,
  };
  const { because, compared } = measures;
  return { schema, left: [...left, ...skipped], because, compared };
}

/** What a schema states beside fields and measures. */
function rootOf({ fields: _fields, measures: _measures, terms: _terms, ...root }: SchemaSource) {
  return root;
}

/** The one currency in which items state amounts, where a known domain does not say its own. */
function currencyOf(
  items: readonly unknown[],
  base: SchemaSource | undefined,
): Pick<SchemaSource, 'currency'> {
  if (base?.currency !== undefined) return {};
  const stated = pathStatistics(items).filter(({ path }) => /(^|\.)(priceC|c)urrency$/.test(path));
  const codes = new Set(stated.flatMap(({ distinct }) => [...distinct]));
  const [code = ''] = codes;
  return codes.size === 1 && /^[A-Z]{3}$/.test(code) ? { currency: code } : {};
}

function planPairs(items: readonly Found[], profiles: readonly Found[]): Pairing[] {
  return [
    ...pairValues(items, profiles),
    ...pairNumbers(items, profiles),
    ...pairNamed(items, profiles),
  ];
}

function addPair(list: FieldList, measures: MeasureList, pairing: Pairing): void {
  const { item, profile, because } = pairing;
  const fields = list.addPair(pairing);
  if (!fields) return;
  const name = fields.item === fields.profile ? fields.item : item.name;
  const asked = { name, item, profile, fields };
  const proposed =
    item.kind === 'place'
      ? measuresOfPlaces(asked)
      : item.kind === 'number' || item.kind === 'amount'
        ? [measureOfNumbers(asked)]
        : [measureOfValues(asked)];
  for (const measure of proposed) measures.add(measure, because, { item, profile });
}

/** Adds fields for what has no partner, and what is told of items alone; returns what there was no room for. */
function addAlone(
  list: FieldList,
  measures: MeasureList,
  found: readonly Found[],
  now: number,
): Left[] {
  const skipped: Left[] = [];
  let own = 0;
  let likenesses = 0;
  for (const one of found) {
    if (list.has(one)) continue;
    const { side, path, kind, name } = one;
    const field = list.addAlone(one);
    if (!field) skipped.push({ side, path, reason: 'there are too many fields' });
    if (!field || side === 'profile') continue;
    if (kind === 'time') {
      const measure = measureOfTime(name, one, field.name, now);
      const when = measure.kind === 'age' ? 'past' : 'to come';
      measures.add(measure, `its dates are ${when}`, { item: one });
    } else if (kind === 'text' || kind === 'tags') {
      // Of no use against a person, but it tells which items are alike.
      if (likenesses++ >= MAX_LIKENESSES) continue;
      measures.add(likenessOfItems(name, field.name), 'it tells which items are alike', {
        item: one,
      });
    } else {
      const measure = own < MAX_OWN ? measureOfItem(name, one, field.name) : undefined;
      if (!measure) continue;
      own++;
      measures.add(measure, 'it tells of the item alone', { item: one });
    }
  }
  return skipped;
}

/** The fields, and those that take sets of codes together. */
function withJointFields(
  fields: readonly FieldSource[],
  kept: number,
  objects: Objects,
): FieldSource[] {
  const all = [...fields];
  for (const field of fields.slice(kept)) {
    const joint = field.kind === 'category' ? jointField(field, objects) : undefined;
    const isFree = all.length < MAX_FIELDS && !all.some(({ name }) => name === joint?.name);
    if (joint && isFree) all.push(joint);
  }
  return all;
}
