import { PocketRankError } from '../errors.ts';
import type { MeasureSource } from './measure.ts';
import { pathWords, protectedWord } from './protected.ts';
import { CROSS_OF, pathsOf } from './read-schema.ts';
import { checkKeys, checkTypes, checkWord, fail, list, object } from './schema-checks.ts';
import {
  SIDES,
  type FieldSource,
  type ProtectedSource,
  type SchemaSource,
  type Side,
  type TermsOfSchema,
} from './schema.ts';

/** Checks what a schema says of protected attributes. @throws INVALID_SCHEMA */
export function checkProtected(source: unknown, fields: readonly FieldSource[]): void {
  const where = '`protected`';
  const root = object(source, where);
  checkKeys(root, 'refuse warn exempt', where);
  checkTypes(root, { refuse: 'texts', warn: 'texts' }, where);
  for (const [i, item] of list(root.exempt ?? [], '`protected.exempt`').entries()) {
    const label = `exemption ${i + 1}`;
    const exemption = object(item, label);
    checkKeys(exemption, 'path side reason features', label);
    checkTypes(exemption, { path: 'text', reason: 'text', features: 'boolean' }, label);
    checkWord(exemption, 'side', SIDES, label);
    const { path, side, reason } = exemption as { path?: string; side?: Side; reason?: string };
    if (side === undefined) fail(label, '`side` is missing');
    if (reason === undefined) fail(label, '`reason` is missing: why may it be read?');
    if (!fields.some((field) => pathsOf(field, side!).includes(path!))) {
      fail(label, `no field has the ${side!} path "${path!}"`);
    }
  }
}

/** A path that names a protected attribute, as a schema reads it. */
interface Exposure {
  field: FieldSource;
  side: Side;
  what: string;
  isExempt: boolean;
}

/** The protected attributes that fields read, but for those whose word is stated to mislead. */
function* exposures(
  fields: readonly FieldSource[],
  { refuse, exempt = [] }: ProtectedSource,
): Generator<Exposure> {
  for (const field of fields) {
    for (const side of SIDES) {
      for (const path of pathsOf(field, side)) {
        const word = protectedWord(path, side) ?? wordOf(path, refuse);
        const exemption = exempt.find((one) => one.path === path && one.side === side);
        if (word === undefined || exemption?.features === true) continue;
        const what = `the ${side} path "${path}" names a protected attribute ("${word}")`;
        yield { field, side, what, isExempt: exemption !== undefined };
      }
    }
  }
}

const FOR_LIMITS = ', exempt for limits alone';

/** Refuses fields that read a protected attribute without an exemption, or embed it. @throws PROTECTED_ATTRIBUTE */
export function refuseFields(fields: readonly FieldSource[], source: ProtectedSource): void {
  for (const { field, what, isExempt } of exposures(fields, source)) {
    if (!isExempt) {
      deny(
        `field "${field.name}": ${what}`,
        'Remove the path, or exempt it under `protected` with a reason: such a field serves limits alone.',
      );
    }
    if (field.embed !== false) {
      deny(
        `field "${field.name}": ${what}${FOR_LIMITS}`,
        'Write `embed: false`: it is never a feature.',
      );
    }
  }
}

/** Refuses crosses of what is exempt for limits alone. @throws PROTECTED_ATTRIBUTE */
export function refuseCrosses(
  fields: readonly FieldSource[],
  measures: readonly MeasureSource[],
  source: ProtectedSource,
  terms?: TermsOfSchema,
): void {
  for (const { field, side, what } of exposures(fields, source)) {
    if (side === 'item' && terms?.item.includes(field.name)) {
      deny(`\`terms\`: ${what}${FOR_LIMITS}`, 'Leave the field out: the student must not see it.');
    }
    const crossed = measures.find((measure) => hasCross(measure, side, field.name));
    if (crossed === undefined) continue;
    deny(
      `measure "${crossed.name}": ${what}${FOR_LIMITS}`,
      'Write `cross: false`: the student must not see it.',
    );
  }
}

function deny(what: string, hint: string): never {
  throw new PocketRankError('PROTECTED_ATTRIBUTE', `Schema, ${what}.`, { hint });
}

/** Whether a measure gives the student a cross of a field. */
function hasCross(measure: MeasureSource, side: Side, field: string): boolean {
  const { kind, cross, item, profile = item, otherText, unless } = measure;
  if (cross === false || CROSS_OF[kind] === undefined) return false;
  const compared = side === 'item' ? [item] : [profile, otherText];
  return unless?.[side]?.field === field || compared.includes(field);
}

function wordOf(path: string, words: readonly string[] = []): string | undefined {
  const joined = pathWords(path).join('');
  return words.find((word) => joined.includes(pathWords(word).join('')));
}

/** What a schema keeps although it tells more than it says: proxies of a protected attribute, a sentence each. */
export function protectedWarnings({ fields, measures = [], ...source }: SchemaSource): string[] {
  const warnings: string[] = [];
  for (const field of fields) {
    for (const side of SIDES) {
      for (const path of pathsOf(field, side)) {
        const word = wordOf(path, source.protected?.warn);
        if (word === undefined) continue;
        const crossed = measures.filter((measure) => hasCross(measure, side, field.name));
        const uses = [
          ...(field.embed === false || field.kind === 'time' ? [] : ['is embedded']),
          ...crossed.map(({ name }) => `is crossed by "${name}"`),
        ];
        if (uses.length === 0) continue;
        warnings.push(
          `Field "${field.name}": the ${side} path "${path}" ("${word}") may stand for a protected attribute, and ${uses.join(', ')}.`,
        );
      }
    }
  }
  return warnings;
}
