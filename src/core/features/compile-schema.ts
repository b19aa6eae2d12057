import { PocketRankError } from '../errors.ts';
import { hashString } from '../math/hash.ts';
import { protectedWord } from './protected.ts';
import {
  CROSS_KINDS,
  FIELD_KINDS,
  type Cross,
  type CrossSource,
  type Field,
  type FieldSource,
  type Schema,
  type SchemaSource,
  type Side,
} from './schema.ts';

const MAX_FIELDS = 64;
const MAX_CROSSES = 32;
/** Properties that each part of a schema may have; any other is a slip of the pen. */
const ROOT_KEYS = 'name version description fields crosses';
const FIELD_KEYS = 'name description kind job profile embed grams maxWords min max scale';
const CROSS_KEYS = 'name description kind job profile slots';

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
  const fieldSources = array(root.fields, '`fields`');
  const crossSources = array(root.crosses ?? [], '`crosses`');
  if (fieldSources.length === 0 || fieldSources.length > MAX_FIELDS) {
    fail('the schema', `needs 1 to ${MAX_FIELDS} fields`);
  }
  if (crossSources.length > MAX_CROSSES) fail('the schema', `has more than ${MAX_CROSSES} crosses`);

  const fields: Field[] = [];
  const fieldIndex = new Map<string, number>();
  for (const [i, item] of fieldSources.entries()) {
    const field = compileField(object(item, `field ${i + 1}`), `field ${i + 1}`);
    if (fieldIndex.has(field.name)) fail(`field "${field.name}"`, 'stands twice');
    fieldIndex.set(field.name, fields.length);
    fields.push(field);
  }
  for (const side of ['job', 'profile'] as const) {
    if (!fields.some((field) => field.paths[side].length > 0)) {
      fail('the schema', `has no field on the ${side} side`);
    }
  }

  const crosses: Cross[] = [];
  let offset = 0;
  for (const [i, item] of crossSources.entries()) {
    const cross = compileCross(
      object(item, `cross ${i + 1}`),
      `cross ${i + 1}`,
      fields,
      fieldIndex,
    );
    if (crosses.some((other) => other.name === cross.name)) {
      fail(`cross "${cross.name}"`, 'stands twice');
    }
    cross.offset = offset;
    offset += cross.bytes;
    crosses.push(cross);
  }
  return {
    name: root.name as string,
    fields,
    crosses,
    evidenceBytes: offset,
    source: source as SchemaSource,
  };
}

function compileField(source: Record<string, unknown>, where: string): Field {
  const { name, kind } = source as Partial<FieldSource>;
  if (typeof name !== 'string' || name === '') fail(where, '`name` is missing');
  const label = `field "${name as string}"`;
  checkKeys(source, FIELD_KEYS, label);
  if (!FIELD_KINDS.includes(kind as Field['kind'])) {
    fail(label, `\`kind\` must be one of ${FIELD_KINDS.join(', ')}`);
  }
  const paths = {
    job: readPaths(source, 'job', label),
    profile: readPaths(source, 'profile', label),
  };
  if (paths.job.length + paths.profile.length === 0)
    fail(label, 'has neither a job nor a profile path');
  const min = finite(source.min, 0, `${label}: \`min\``);
  const max = finite(source.max, 1, `${label}: \`max\``);
  const scale = (source.scale ?? 'linear') as Field['scale'];
  if (scale !== 'linear' && scale !== 'log') fail(label, '`scale` must be linear or log');
  if (kind === 'number') {
    if (source.min === undefined || source.max === undefined) fail(label, 'needs `min` and `max`');
    if (!(min < max)) fail(label, '`min` must be below `max`');
    if (Math.max(Math.abs(min), Math.abs(max)) > MAX_NUMBER) {
      fail(label, `\`min\` and \`max\` must lie within ±${MAX_NUMBER}`);
    }
    if (scale === 'log' && !(min >= 1 / MAX_NUMBER)) fail(label, 'a log scale needs `min` above 0');
  }
  const maxWords = finite(source.maxWords, 96, `${label}: \`maxWords\``);
  if (!Number.isInteger(maxWords) || maxWords < 1 || maxWords > 512) {
    fail(label, '`maxWords` must be an integer from 1 to 512');
  }
  const grams = source.grams ?? kind === 'tags';
  if (typeof grams !== 'boolean') fail(label, '`grams` must be true or false');
  const embed = source.embed ?? kind !== 'time';
  if (typeof embed !== 'boolean') fail(label, '`embed` must be true or false');
  return {
    name: name as string,
    kind: kind as Field['kind'],
    paths,
    embed: embed as boolean,
    grams: grams as boolean,
    maxWords,
    min,
    max,
    scale,
    salt: hashString(name as string, 1),
  };
}

function readPaths(source: Record<string, unknown>, side: Side, label: string): string[][] {
  const value = source[side];
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((path) => {
    if (typeof path !== 'string' || !/^[^.\s]+(\.[^.\s]+)*$/u.test(path)) {
      fail(label, `\`${side}\` must be dotted paths such as "skills.name"`);
    }
    const word = protectedWord(path as string, side);
    if (word !== undefined) {
      throw new PocketRankError(
        'PROTECTED_ATTRIBUTE',
        `Schema, ${label}: the ${side} path "${path as string}" names a protected attribute ("${word}").`,
        {
          hint: 'Remove the path: protected attributes and their direct proxies are never features.',
        },
      );
    }
    const keys = (path as string).split('.');
    if (keys.some((key) => CLASS_KEYS.has(key))) {
      fail(label, `the ${side} path "${path as string}" does not name data`);
    }
    return keys;
  });
}

function compileCross(
  source: Record<string, unknown>,
  where: string,
  fields: readonly Field[],
  fieldIndex: ReadonlyMap<string, number>,
): Cross {
  const { name, kind, job, profile, slots } = source as Partial<CrossSource>;
  if (typeof name !== 'string' || name === '') fail(where, '`name` is missing');
  const label = `cross "${name as string}"`;
  checkKeys(source, CROSS_KEYS, label);
  if (!CROSS_KINDS.includes(kind as Cross['kind'])) {
    fail(label, `\`kind\` must be one of ${CROSS_KINDS.join(', ')}`);
  }
  const jobField = fieldIndex.get(job as string) ?? -1;
  if (jobField < 0) fail(label, `\`job\` names no field ("${String(job)}")`);
  if ((fields[jobField] as Field).paths.job.length === 0) {
    fail(label, `field "${String(job)}" has no job side`);
  }
  let profileField = fieldIndex.get((profile ?? job) as string) ?? -1;
  if (profileField < 0) fail(label, `\`profile\` names no field ("${String(profile)}")`);
  if (kind === 'age' && profile !== undefined) fail(label, 'an age cross has no profile side');
  if ((fields[profileField] as Field).paths.profile.length === 0) {
    if (profile !== undefined) fail(label, `field "${profile}" has no profile side`);
    profileField = -1;
  }
  if (kind === 'age') profileField = -1;
  const sides = [fields[jobField] as Field].concat(
    profileField < 0 ? [] : [fields[profileField] as Field],
  );
  const kinds = sides.map((field) => field.kind);
  const fits = {
    match: kinds.every((k) => k === 'text' || k === 'tags' || k === 'category' || k === 'place'),
    difference: kinds.every((k) => k === 'number'),
    distance: kinds.every((k) => k === 'place'),
    age: kinds[0] === 'time',
  }[kind as Cross['kind']];
  if (!fits) fail(label, `a cross of kind ${String(kind)} cannot compare ${kinds.join(' with ')}`);
  const count = finite(slots, kind === 'distance' ? 2 : 8, `${label}: \`slots\``);
  if (!Number.isInteger(count) || count < 1 || count > 32) {
    fail(label, '`slots` must be an integer from 1 to 32');
  }
  const bytes = { match: 3 * count, difference: 1, distance: 4 * count, age: 2 }[
    kind as Cross['kind']
  ];
  return {
    name: name as string,
    kind: kind as Cross['kind'],
    jobField,
    profileField,
    slots: count,
    offset: 0,
    bytes,
  };
}

function checkKeys(source: Record<string, unknown>, known: string, where: string): void {
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

function finite(value: unknown, fallback: number, where: string): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isFinite(value)) fail(where, 'must be a number');
  return value as number;
}

function fail(where: string, what: string): never {
  throw new PocketRankError('INVALID_SCHEMA', `Schema: ${where}: ${what}.`);
}
