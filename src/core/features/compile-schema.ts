import { PocketRankError } from '../errors.ts';
import { protectedWord } from './protected.ts';
import { pathsOf, readSchema } from './read-schema.ts';
import {
  CROSS_KINDS,
  FIELD_KINDS,
  SIDES,
  type CrossKind,
  type CrossSource,
  type FieldKind,
  type FieldSource,
  type Schema,
  type SchemaSource,
  type Side,
} from './schema.ts';

const MAX_FIELDS = 64;
const MAX_CROSSES = 32;
const MAX_SLOTS = 64;
/** Properties that each part of a schema may have; any other is a slip of the pen. */
const ROOT_KEYS = 'name version description events fields crosses';
const FIELD_KEYS = 'name description kind item profile embed grams maxWords joint min max scale';
const CROSS_KEYS = 'name description kind item profile slots perText unless';
const CONDITION_KEYS = 'field is';

/** The kinds of fields that each cross can compare. */
const COMPARABLE: Readonly<Record<CrossKind, readonly FieldKind[]>> = {
  match: ['text', 'tags', 'category', 'place'],
  difference: ['number'],
  distance: ['place'],
  age: ['time'],
};

/** Numbers beyond this, and log scales that start below its inverse, would leave exact arithmetic. */
const MAX_NUMBER = 1e15;

/** Keys that lead from any object to its class. */
const CLASS_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Checks a schema and fills in its defaults.
 *
 * @throws INVALID_SCHEMA, naming the field or cross; PROTECTED_ATTRIBUTE where a path names one.
 */
export function compileSchema(source: unknown): Schema {
  const root = object(source, 'the schema');
  checkKeys(root, ROOT_KEYS, 'the schema');
  if (root.version !== 1) fail('the schema', '`version` must be 1');
  if (typeof root.name !== 'string' || root.name === '') fail('the schema', '`name` is missing');
  const fieldList = array(root.fields, '`fields`');
  const crossList = array(root.crosses ?? [], '`crosses`');
  if (fieldList.length === 0 || fieldList.length > MAX_FIELDS) {
    fail('the schema', `needs 1 to ${MAX_FIELDS} fields`);
  }
  if (crossList.length > MAX_CROSSES) fail('the schema', `has more than ${MAX_CROSSES} crosses`);
  const fields = parts<FieldSource>(fieldList, 'field', checkField);
  for (const side of SIDES) {
    if (![...fields.values()].some((field) => hasSide(field, side))) {
      fail('the schema', `has no field on the ${side} side`);
    }
  }
  parts<CrossSource>(crossList, 'cross', (cross, label) => checkCross(cross, label, fields));
  return readSchema(source as SchemaSource);
}

/** The fields or crosses of a schema by name, each checked. */
function parts<Part extends FieldSource | CrossSource>(
  list: readonly unknown[],
  what: 'field' | 'cross',
  check: (part: Part, label: string) => void,
): Map<string, Part> {
  const byName = new Map<string, Part>();
  for (const [i, entry] of list.entries()) {
    const part = object(entry, `${what} ${i + 1}`) as unknown as Part;
    const { name } = part;
    if (typeof name !== 'string' || name === '') fail(`${what} ${i + 1}`, '`name` is missing');
    const label = `${what} "${name}"`;
    if (byName.has(name)) fail(label, 'stands twice');
    check(part, label);
    byName.set(name, part);
  }
  return byName;
}

const hasSide = (field: FieldSource, side: Side): boolean => pathsOf(field, side).length > 0;

function checkField(field: FieldSource, label: string): void {
  checkKeys(field, FIELD_KEYS, label);
  const { kind, min, max, maxWords = 1 } = field;
  const scale = field.scale ?? 'linear';
  if (!FIELD_KINDS.includes(kind)) {
    fail(label, `\`kind\` must be one of ${FIELD_KINDS.join(', ')}`);
  }
  for (const side of SIDES) checkPaths(field, side, label);
  if (!SIDES.some((side) => hasSide(field, side))) {
    fail(label, 'has neither an item nor a profile path');
  }
  for (const key of ['min', 'max', 'maxWords'] as const) checkNumber(field, key, label);
  if (scale !== 'linear' && scale !== 'log') fail(label, '`scale` must be linear or log');
  if (kind === 'number' || (kind === 'time' && (min ?? max) !== undefined)) {
    if (min === undefined || max === undefined) return fail(label, 'needs `min` and `max`');
    if (!(min < max)) fail(label, '`min` must be below `max`');
    if (Math.max(Math.abs(min), Math.abs(max)) > MAX_NUMBER) {
      fail(label, `\`min\` and \`max\` must lie within ±${MAX_NUMBER}`);
    }
    if (scale === 'log' && !(min >= 1 / MAX_NUMBER)) fail(label, 'a log scale needs `min` above 0');
  }
  if (!Number.isInteger(maxWords) || maxWords < 1 || maxWords > 512) {
    fail(label, '`maxWords` must be an integer from 1 to 512');
  }
  if (typeof (field.grams ?? true) !== 'boolean') fail(label, '`grams` must be true or false');
  if (typeof (field.joint ?? true) !== 'boolean') fail(label, '`joint` must be true or false');
  if (field.joint && kind !== 'category') fail(label, '`joint` is for categories alone');
  if (typeof (field.embed ?? true) !== 'boolean') fail(label, '`embed` must be true or false');
}

function checkPaths(field: FieldSource, side: Side, label: string): void {
  for (const path of pathsOf(field, side)) {
    if (typeof path !== 'string' || !/^[^.\s]+(\.[^.\s]+)*$/u.test(path)) {
      fail(label, `\`${side}\` must be dotted paths such as "skills.name"`);
    }
    const word = protectedWord(path, side);
    if (word !== undefined) {
      throw new PocketRankError(
        'PROTECTED_ATTRIBUTE',
        `Schema, ${label}: the ${side} path "${path}" names a protected attribute ("${word}").`,
        {
          hint: 'Remove the path: protected attributes and their direct proxies are never features.',
        },
      );
    }
    if (path.split('.').some((key) => CLASS_KEYS.has(key))) {
      fail(label, `the ${side} path "${path}" does not name data`);
    }
  }
}

function checkCross(
  cross: CrossSource,
  label: string,
  fields: ReadonlyMap<string, FieldSource>,
): void {
  checkKeys(cross, CROSS_KEYS, label);
  const { kind, item, profile, slots = 1 } = cross;
  if (!CROSS_KINDS.includes(kind)) {
    fail(label, `\`kind\` must be one of ${CROSS_KINDS.join(', ')}`);
  }
  const itemField = fields.get(item);
  if (!itemField) return fail(label, `\`item\` names no field ("${String(item)}")`);
  if (!hasSide(itemField, 'item')) fail(label, `field "${item}" has no item side`);
  const profileField = fields.get(profile ?? item);
  if (!profileField) return fail(label, `\`profile\` names no field ("${String(profile)}")`);
  if (profile !== undefined) {
    if (kind === 'age') fail(label, 'an age cross has no profile side');
    if (!hasSide(profileField, 'profile')) fail(label, `field "${profile}" has no profile side`);
  }
  const kinds = [itemField.kind];
  if (kind !== 'age' && hasSide(profileField, 'profile')) kinds.push(profileField.kind);
  if (!kinds.every((fieldKind) => COMPARABLE[kind].includes(fieldKind))) {
    fail(label, `a cross of kind ${kind} cannot compare ${kinds.join(' with ')}`);
  }
  checkNumber(cross, 'slots', label);
  if (!Number.isInteger(slots) || slots < 1 || slots > MAX_SLOTS) {
    fail(label, `\`slots\` must be an integer from 1 to ${MAX_SLOTS}`);
  }
  if (typeof (cross.perText ?? false) !== 'boolean') {
    fail(label, '`perText` must be true or false');
  }
  if (cross.perText && (kind !== 'match' || itemField.kind !== 'text')) {
    fail(label, '`perText` is for matches of a text alone');
  }
  const unless = object(cross.unless ?? {}, `${label}: \`unless\``);
  checkKeys(unless, SIDES.join(' '), `${label}: \`unless\``);
  for (const side of SIDES) {
    if (unless[side] !== undefined) {
      checkCondition(unless[side], side, `${label}: \`unless.${side}\``, fields);
    }
  }
}

function checkCondition(
  source: unknown,
  side: Side,
  where: string,
  fields: ReadonlyMap<string, FieldSource>,
): void {
  const condition = object(source, where);
  checkKeys(condition, CONDITION_KEYS, where);
  const field = fields.get(condition.field as string);
  if (field?.kind !== 'category' || !hasSide(field, side)) {
    fail(where, `\`field\` names no category with a ${side} side ("${String(condition.field)}")`);
  }
  const values = [condition.is].flat();
  if (
    values.length === 0 ||
    !values.every((is) => typeof is === 'string' && /^[^/]*[a-z0-9][^/]*$/i.test(is))
  ) {
    fail(where, '`is` must be a text such as "true", or a list of texts');
  }
}

function checkKeys(source: object, known: string, where: string): void {
  for (const key of Object.keys(source)) {
    if (!known.split(' ').includes(key)) fail(where, `has the unknown property "${key}"`);
  }
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    fail(where, 'must be an object');
  }
  return value as Record<string, unknown>;
}

function array(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) fail(where, 'must be a list');
  return value as unknown[];
}

function checkNumber<Key extends string>(
  source: Readonly<Partial<Record<Key, unknown>>>,
  key: Key,
  where: string,
): void {
  const value = source[key];
  if (value !== undefined && !Number.isFinite(value))
    fail(`${where}: \`${key}\``, 'must be a number');
}

function fail(where: string, what: string): never {
  throw new PocketRankError('INVALID_SCHEMA', `Schema: ${where}: ${what}.`);
}
