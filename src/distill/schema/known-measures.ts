import type { MeasureSource } from '../../core/features/measure.ts';
import { CROSS_OF } from '../../core/features/read-schema.ts';
import type { FieldSource, SchemaSource, Side } from '../../core/features/schema.ts';

/** Kinds whose cross compares items with each other, also where people have no such field. */
const LONE = /^(overlap|distance)$/;
/** Kinds that speak of one side alone. */
const OWN = /^(age|until|value|number|count|taught)$/;

/**
 * The measures of a known domain for which tables have the fields. One that lacks the profile's side still tells
 * which items are alike, as an overlap; those that only the domain's code computes are left out.
 */
export function knownMeasures(
  { measures = [], terms }: SchemaSource,
  fields: readonly FieldSource[],
): MeasureSource[] {
  const has = (name: string | undefined, side: Side): boolean =>
    fields.some((field) => field.name === name && field[side] !== undefined);
  const isSearched = (terms?.item ?? []).some((name) => has(name, 'item'));
  return measures.flatMap((measure): MeasureSource[] => {
    const { kind, item, profile } = measure;
    if (kind === 'taught') return [];
    if (kind === 'mentions') {
      return isSearched && has(profile, 'profile') ? withoutLostText(measure, has) : [];
    }
    if (item !== undefined && !has(item, 'item')) return [];
    if (OWN.test(kind)) return profile === undefined || has(profile, 'profile') ? [measure] : [];
    if (has(profile ?? item, 'profile')) return withoutLostParts(measure, has);
    if (CROSS_OF[kind] !== 'match' && !LONE.test(kind)) return [];
    return isAnotherOf(measure, measures) ? [] : [asLikeness(measure)];
  });
}

/** What a known domain looks through for names, as far as tables have it; undefined where no measure asks. */
export function knownTerms(
  { terms }: SchemaSource,
  fields: readonly FieldSource[],
  measures: readonly MeasureSource[],
): SchemaSource['terms'] {
  if (terms === undefined || !measures.some(({ kind }) => kind === 'mentions')) return undefined;
  const item = terms.item.filter((name) =>
    fields.some((field) => field.name === name && field.item !== undefined),
  );
  return { ...terms, item };
}

/** A mention without a text that tables do not fill. */
function withoutLostText(
  { otherText, ...measure }: MeasureSource,
  has: (name: string | undefined, side: Side) => boolean,
): MeasureSource[] {
  return [has(otherText, 'profile') ? { ...measure, otherText: otherText! } : measure];
}

/** Whether an earlier measure compares the same field of items already. */
function isAnotherOf(measure: MeasureSource, measures: readonly MeasureSource[]): boolean {
  const first = measures.find(
    ({ kind, item, part }) =>
      item === measure.item && part === measure.part && CROSS_OF[kind] === CROSS_OF[measure.kind],
  );
  return first !== measure;
}

function asLikeness({ name, kind, item, slots, part, perText }: MeasureSource): MeasureSource {
  return {
    name,
    kind: LONE.test(kind) ? kind : 'overlap',
    ...(item !== undefined && { item }),
    ...(slots !== undefined && { slots }),
    ...(part !== undefined && { part }),
    ...(perText !== undefined && { perText }),
  };
}

/** A measure with the conditions, the factor and the reach that tables state; none where its share lacks a reach. */
function withoutLostParts(
  { unless = {}, waived, factor, per, ...others }: MeasureSource,
  has: (name: string | undefined, side: Side) => boolean,
): MeasureSource[] {
  const { profile: reach, ...unstated } = per ?? {};
  const share: MeasureSource['per'] = has(reach, 'profile') ? per : unstated;
  if (per && share?.profile === undefined && share?.otherwise === undefined) return [];
  const measure = {
    ...others,
    ...(factor && has(factor.item, 'item') && { factor }),
    ...(per && share && { per: share }),
  };
  const { item, profile, ...rest } = unless;
  const still = {
    ...(item && has(item.field, 'item') && { item }),
    ...(profile && has(profile.field, 'profile') && { profile }),
  };
  if (Object.keys(still).length === 0) return [measure];
  return [{ ...measure, unless: { ...still, ...rest }, ...(waived !== undefined && { waived }) }];
}
