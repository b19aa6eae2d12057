import type { MeasureSource } from '../../core/features/measure.ts';
import { CROSS_OF, pathsOf } from '../../core/features/read-schema.ts';
import {
  SIDES,
  type FieldSource,
  type SchemaSource,
  type Side,
} from '../../core/features/schema.ts';
import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import type { Noun } from '../tables/types.ts';
import { USUAL_KEYS } from '../../core/reading/item-paths.ts';
import { describePaths } from './describe-paths.ts';
import { jointField } from './joint-fields.ts';
import { filledFields } from './filled-fields.ts';
import { placeNames } from './find-places.ts';
import type { Found, Left } from './found.ts';
import { pairNumbers } from './pair-numbers.ts';
import { isAversion } from './path-names.ts';
import { pairNamed, pairValues, type Pairing } from './pair-values.ts';
import { pathStatistics } from './path-statistics.ts';
import { createNames, fieldFor } from './propose.ts';
import {
  likenessOfItems,
  measureOfItem,
  measureOfNumbers,
  measureOfTime,
  measureOfValues,
  measuresOfPlaces,
  type Compared,
} from './propose-measures.ts';

/** A schema found by looking at tables, what was left out of it, and why measures were proposed. */
export interface InferredSchema {
  schema: SchemaSource;
  left: Left[];
  /** By the name of a measure. */
  because: ReadonlyMap<string, string>;
  /** What was found at the paths of each measure's fields, for a policy to start from. */
  compared: ReadonlyMap<string, { item?: Found; profile?: Found }>;
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
const MAX_EXTRA_FIELDS = 40;
const MAX_MEASURES = 48;
const MAX_CROSSES = 32;
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
  const { keys = USUAL_KEYS } = options;
  const objects = { item: items, profile: profiles };
  const kept = base ? (whole ? base.fields : filledFields(base, objects)) : [];
  const { found, left } = findPaths(objects, kept, placeNames(lexicon), base, keys);
  const plan = planPairs(found.item, found.profile);
  const inference = createInference(
    kept,
    whole ? (base?.measures ?? []) : keptMeasures(base, kept),
    now,
  );
  for (const pairing of plan) inference.addPair(pairing);
  for (const side of SIDES) for (const one of found[side]) inference.addAlone(one);
  const { fields, measures, because, compared, skipped } = inference.result();
  for (const field of fields.slice(kept.length)) {
    const joint = field.kind === 'category' ? jointField(field, objects) : undefined;
    const isFree = fields.length < MAX_FIELDS && !fields.some((one) => one.name === joint?.name);
    if (joint && isFree) fields.push(joint);
  }
  const schema: SchemaSource = {
    ...(base && onlyRoot(base)),
    name,
    version: 2,
    ...(noun && { noun }),
    keys: base?.keys ?? [...keys],
    ...currencyOf(items, base),
    fields,
    measures,
  };
  return { schema, left: [...left, ...skipped], because, compared };
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

/** What a schema states beside fields and measures. */
function onlyRoot({ fields: _fields, measures: _measures, ...root }: SchemaSource) {
  return root;
}

function findPaths(
  objects: Readonly<Record<Side, readonly unknown[]>>,
  kept: readonly FieldSource[],
  places: ReadonlySet<string>,
  base: SchemaSource | undefined,
  itemKeys: readonly string[],
): { found: Record<Side, Found[]>; left: Left[] } {
  const found: Record<Side, Found[]> = { item: [], profile: [] };
  const left: Left[] = [];
  for (const side of SIDES) {
    const used = kept.flatMap((field) => pathsOf(field, side));
    const roots = new Set(
      (base?.fields ?? [])
        .flatMap((field) => pathsOf(field, side))
        .map((path) => path.split('.')[0]!),
    );
    roots.delete('attributes');
    const statistics = pathStatistics(objects[side]).filter(
      ({ path }) => !used.some((own) => path === own || path.startsWith(`${own}.`)),
    );
    const known = statistics.filter(({ path }) => roots.has(path.split('.')[0]!));
    const keys = side === 'item' ? (base?.keys ?? itemKeys) : ['id'];
    const described = describePaths(statistics, {
      side,
      keys,
      places,
      categories: base === undefined,
    });
    for (const one of described.found) {
      if (!roots.has(one.path.split('.')[0]!)) found[side].push(one);
    }
    const refused = new Map(described.left.map((one) => [one.path, one]));
    for (const one of described.left) left.push(one);
    for (const { path } of known) {
      const reason = `the domain "${base!.name}" has no use for it`;
      if (!refused.has(path)) left.push({ side, path, reason });
    }
  }
  return { found, left };
}

function planPairs(items: readonly Found[], profiles: readonly Found[]): Pairing[] {
  return [
    ...pairValues(items, profiles),
    ...pairNumbers(items, profiles),
    ...pairNamed(items, profiles),
  ];
}

/** The measures of a known domain whose fields are there. */
function keptMeasures(
  base: SchemaSource | undefined,
  kept: readonly FieldSource[],
): MeasureSource[] {
  const has = (name: string | undefined, side: Side): boolean =>
    name === undefined || kept.some((field) => field.name === name && field[side] !== undefined);
  return (base?.measures ?? []).flatMap(({ unless, factor, per, ...others }): MeasureSource[] => {
    const { item, profile, kind } = others;
    const { profile: reach, ...unstated } = per ?? {};
    const share: MeasureSource['per'] = has(reach, 'profile') ? per : unstated;
    // A share of what nobody states is none.
    if (per && share?.profile === undefined && share?.otherwise === undefined) return [];
    const measure = {
      ...others,
      ...(factor && has(factor.item, 'item') && { factor }),
      ...(per && share && { per: share }),
    };
    const isThere = has(item, 'item') && has(profile, 'profile');
    const isCompared = !/^(overlap|age|until|value|number|count|taught)$/.test(kind);
    if (!isThere || (isCompared && !has(profile ?? item, 'profile'))) return [];
    const { item: ofItem, profile: ofProfile, ...rest } = unless ?? {};
    const still = {
      ...(ofItem && has(ofItem.field, 'item') && { item: ofItem }),
      ...(ofProfile && has(ofProfile.field, 'profile') && { profile: ofProfile }),
    };
    if (Object.keys(still).length === 0) {
      const { waived: _waived, ...bare } = measure;
      return [bare];
    }
    return [{ ...measure, unless: { ...still, ...rest } }];
  });
}

/** Collects fields and measures, within what a schema can hold. */
function createInference(
  kept: readonly FieldSource[],
  keptOnes: readonly MeasureSource[],
  now: number,
) {
  const fields: FieldSource[] = [...kept];
  const measures: MeasureSource[] = [...keptOnes];
  const because = new Map<string, string>();
  const compared = new Map<string, { item?: Found; profile?: Found }>();
  const skipped: Left[] = [];
  const nameField = createNames(fields.map(({ name }) => name));
  const nameMeasure = createNames(measures.map(({ name }) => name));
  /** Fields by the item's path that already has a profile side. */
  const byItem = new Map<Found, string>();
  const byProfile = new Map<Found, string>();
  let own = 0;
  let likenesses = 0;

  const isFull = (): boolean =>
    fields.length >= MAX_FIELDS || fields.length >= kept.length + MAX_EXTRA_FIELDS;

  function addField(wanted: string, item?: Found, profile?: Found): FieldSource | undefined {
    if (isFull()) return undefined;
    const name = nameField(wanted, item ? 'item' : 'profile');
    const { source } = fieldFor(name, item, profile);
    fields.push(source);
    return source;
  }

  function addMeasure(
    measure: MeasureSource,
    reason: string,
    sides: { item?: Found; profile?: Found },
  ): void {
    if (measures.length >= MAX_MEASURES) return;
    const crosses = measures.filter((one) => hasCross(one)).length;
    const isCrossed = hasCross(measure) && crosses < MAX_CROSSES;
    if (measure.kind === 'overlap' && !isCrossed) return;
    const name = nameMeasure(measure.name);
    const made = { ...measure, name };
    if (hasCross(measure) && !isCrossed) made.cross = false;
    measures.push(made);
    because.set(name, reason);
    compared.set(name, sides);
  }

  /** The field with both sides; a further one where the item's path already serves another. */
  function fieldOfPair({ item, profile }: Pairing): Compared['fields'] | undefined {
    const isFree = !byItem.has(item) && !byProfile.has(profile);
    if (isFree && item.kind !== 'time') {
      const isNumeric = item.kind === 'number' || item.kind === 'amount';
      const field = addField(
        isNumeric || !isAversion(profile.path) ? item.name : profile.name,
        item,
        profile,
      );
      if (!field) return undefined;
      byItem.set(item, field.name);
      byProfile.set(profile, field.name);
      return { item: field.name, profile: field.name };
    }
    const isWordy = item.values.size > 0 || profile.values.size > 0;
    if (isWordy) {
      const field = addField(profile.name, item, profile);
      if (!field) return undefined;
      // Its item side is embedded by the first field already.
      if (field.kind !== 'text') field.embed = false;
      byProfile.set(profile, field.name);
      return { item: field.name, profile: field.name };
    }
    const ofItem = byItem.get(item) ?? addField(item.name, item)?.name;
    const ofProfile = byProfile.get(profile) ?? addField(profile.name, undefined, profile)?.name;
    if (ofItem === undefined || ofProfile === undefined) return undefined;
    byItem.set(item, ofItem);
    byProfile.set(profile, ofProfile);
    return { item: ofItem, profile: ofProfile };
  }

  return {
    addPair(pairing: Pairing): void {
      const { item, profile, because: reason } = pairing;
      const names = fieldOfPair(pairing);
      if (!names) return;
      const isReused = names.item !== names.profile || names.item !== item.name;
      const asked = {
        name: isReused && names.item === names.profile ? names.item : item.name,
        item,
        profile,
        fields: names,
      };
      const sides = { item, profile };
      if (item.kind === 'place') {
        for (const measure of measuresOfPlaces(asked)) addMeasure(measure, reason, sides);
      } else if (item.kind === 'number' || item.kind === 'amount') {
        addMeasure(measureOfNumbers(asked), reason, sides);
      } else addMeasure(measureOfValues(asked), reason, sides);
    },
    addAlone(one: Found): void {
      if (byItem.has(one) || byProfile.has(one)) return;
      const field = addField(one.name, ...(one.side === 'item' ? [one] : [undefined, one]));
      if (!field) {
        skipped.push({ side: one.side, path: one.path, reason: 'there are too many fields' });
        return;
      }
      if (one.side === 'profile') return;
      if (one.kind === 'time') {
        const measure = measureOfTime(one.name, one, field.name, now);
        addMeasure(measure, `its dates are ${measure.kind === 'age' ? 'past' : 'to come'}`, {
          item: one,
        });
      } else if (one.kind === 'text' || one.kind === 'tags') {
        // Of no use against a person, but it tells which items are alike.
        const measure = likenessOfItems(one.name, field.name);
        if (likenesses++ < MAX_LIKENESSES)
          addMeasure(measure, 'it tells which items are alike', { item: one });
      } else if (own < MAX_OWN) {
        const measure = measureOfItem(one.name, one, field.name);
        if (!measure) return;
        own++;
        addMeasure(measure, 'it tells of the item alone', { item: one });
      }
    },
    result: () => ({ fields, measures, because, compared, skipped }),
  };
}

function hasCross({ kind, cross }: MeasureSource): boolean {
  return cross !== false && CROSS_OF[kind] !== undefined;
}
