import { hashString } from '../math/hash.ts';
import { createLexicon } from '../reading/lexicon.ts';
import { layFacts, profileOf } from './facts.ts';
import { partOf, type MeasureKind, type MeasureSource } from './measure.ts';
import {
  SIDES,
  type Cross,
  type CrossKind,
  type Field,
  type FieldSource,
  type Schema,
  type SchemaSource,
  type Side,
  type Terms,
  type TermsOfSchema,
} from './schema.ts';
import { tokenHash } from './token-hash.ts';

/** The cross of each kind of measure; other kinds have none. */
export const CROSS_OF: Readonly<Partial<Record<MeasureKind, CrossKind>>> = {
  overlap: 'match',
  coverage: 'match',
  contains: 'match',
  same: 'match',
  grade: 'match',
  area: 'match',
  ratio: 'difference',
  difference: 'difference',
  within: 'difference',
  atMost: 'difference',
  atLeast: 'difference',
  distance: 'distance',
  age: 'age',
  mentions: 'mention',
};

/**
 * Fills in the defaults of a schema that is known to be sound, such as one out of a model file that the
 * build step wrote. What a source must be is checked by `compileSchema`; of any other the result says
 * nothing.
 */
export function readSchema(source: SchemaSource, togetherBytes = 0): Schema {
  const fields = source.fields.map(readField);
  const { measures = [] } = source;
  let crossBytes = 0;
  const terms = source.terms && readTerms(fields, source.terms);
  if (terms) crossBytes += terms.bytes;
  const seen: Cross[] = [];
  const crosses = measures.flatMap((measure) => {
    const kind = measure.cross === false ? undefined : CROSS_OF[measure.kind];
    if (kind === undefined) return [];
    const cross = readCross(
      fields,
      measure,
      kind,
      crossBytes,
      kind === 'mention' ? terms : undefined,
    );
    const same = seen.find((other) => looksAtSame(cross, other));
    if (same) cross.offset = same.offset;
    else if (kind !== 'mention') crossBytes += cross.bytes;
    seen.push(cross);
    return [cross];
  });
  const item = layFacts(fields, measures, 'item', crossBytes);
  const profile = layFacts(fields, measures, 'profile', 0);
  return {
    name: source.name,
    fields,
    lexicon: createLexicon(source.lexicon),
    measures,
    crosses,
    terms,
    facts: { item: item.facts, profile: profile.facts },
    evidenceBytes: item.end + togetherBytes,
    togetherBytes,
    profileBytes: profile.end,
    source,
  };
}

/** Whether two crosses keep the same of an item: they share its place in the code. */
function looksAtSame(a: Cross, b: Cross): boolean {
  const isKept = a.kind === 'match' && b.kind === 'match' && !a.unless.item && !b.unless.item;
  return (
    isKept &&
    a.itemField === b.itemField &&
    a.part === b.part &&
    a.slots === b.slots &&
    a.perText === b.perText
  );
}

function readField(field: FieldSource): Field {
  const { name, kind, vocabulary, names } = field;
  const keysOf = (side: Side): string[][] => pathsOf(field, side).map((path) => path.split('.'));
  return {
    name,
    kind,
    paths: { item: keysOf('item'), profile: keysOf('profile') },
    embed: field.embed ?? kind !== 'time',
    grams: field.grams ?? kind === 'tags',
    maxWords: field.maxWords ?? 96,
    joint: field.joint ?? false,
    vocabulary,
    names,
    near: field.near ?? 0,
    per: field.per ?? 'none',
    end: field.end ?? false,
    min: field.min ?? 0,
    max: field.max ?? (kind === 'time' ? 0 : 1),
    scale: field.scale ?? 'linear',
    salt: hashString(kind === 'place' ? kind : (vocabulary ?? names ?? name), 1),
  };
}

function readTerms(fields: readonly Field[], { item, slots = 64 }: TermsOfSchema): Terms {
  const indexes = item.map((name) => fields.findIndex((field) => field.name === name));
  return { fields: indexes, slots, at: 0, bytes: 1 + 2 * slots };
}

function readCross(
  fields: readonly Field[],
  measure: MeasureSource,
  kind: CrossKind,
  offset: number,
  terms: Terms | undefined,
): Cross {
  const indexOf = (name: string | undefined): number =>
    fields.findIndex((field) => field.name === name);
  const { name, item, perText = false } = measure;
  const slots = terms?.slots ?? measure.slots ?? (kind === 'distance' ? 2 : 8);
  const unless: Cross['unless'] = {};
  for (const side of SIDES) {
    const condition = measure.unless?.[side];
    if (condition === undefined) continue;
    const field = indexOf(condition.field);
    const hashes = [condition.is].flat().map((value) => tokenHash(fields[field]!, value));
    unless[side] = { field, hashes };
  }
  return {
    name,
    kind,
    itemField: indexOf(item),
    profileField: indexOf(profileOf(fields, measure)),
    part: partOf(measure),
    slots,
    perText,
    otherField: indexOf(measure.otherText),
    ofItem: measure.share === 'item',
    unless,
    // What texts name stands first, once for all that ask for it.
    offset: kind === 'mention' ? 0 : offset,
    bytes: { match: 3 * slots, difference: 1, distance: 4 * slots, age: 2, mention: 0 }[kind],
  };
}

/** The dotted paths of one side of a field, none where it has no such side. */
export function pathsOf(field: FieldSource, side: Side): string[] {
  const { [side]: paths = [] } = field;
  return [paths].flat();
}
