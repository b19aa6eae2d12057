import { isNumeric } from './facts.ts';
import { pathsOf } from './read-schema.ts';
import { checkKeys, checkTypes, checkWord, fail } from './schema-checks.ts';
import { SIDES, type FieldSource, type Side } from './schema.ts';
import { FIELD_KINDS } from '../reading/field-kinds.ts';

const KEYS =
  'name description kind item profile embed grams maxWords joint vocabulary names near per end min max scale sample';

/** Numbers beyond this, and log scales that start below its inverse, would leave exact arithmetic. */
const MAX_NUMBER = 1e15;

/** Keys that lead from any object to its class. */
const CLASS_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a field has values on a side. */
export const hasSide = (field: FieldSource, side: Side): boolean => pathsOf(field, side).length > 0;

/** Checks one field of a schema by itself. @throws INVALID_SCHEMA */
export function checkField(field: FieldSource, label: string): void {
  checkKeys(field, KEYS, label);
  const { kind, maxWords = 1 } = field;
  if (kind === undefined) fail(label, '`kind` is missing');
  checkWord(field, 'kind', FIELD_KINDS, label);
  for (const side of SIDES) checkPaths(field, side, label);
  if (!SIDES.some((side) => hasSide(field, side))) {
    fail(label, 'has neither an item nor a profile path');
  }
  checkTypes(
    field,
    {
      min: 'number',
      max: 'number',
      maxWords: 'number',
      grams: 'boolean',
      joint: 'boolean',
      end: 'boolean',
      embed: 'boolean',
      vocabulary: 'text',
      names: 'text',
      near: 'number',
    },
    label,
  );
  checkWord(field, 'scale', ['linear', 'log'], label);
  checkWord(field, 'per', ['year', 'none'], label);
  checkRange(field, label);
  if (!Number.isInteger(maxWords) || maxWords < 1 || maxWords > 512) {
    fail(label, '`maxWords` must be an integer from 1 to 512');
  }
  if (field.joint && kind !== 'category') fail(label, '`joint` is for categories alone');
  if (field.end && kind !== 'time') fail(label, '`end` is for times alone');
  if (field.per !== undefined && kind !== 'amount') fail(label, '`per` is for amounts alone');
  if (field.vocabulary !== undefined && !['category', 'tags', 'text'].includes(kind)) {
    fail(label, '`vocabulary` is for categories, tags and texts alone');
  }
  checkNames(field, label);
}

function checkNames(field: FieldSource, label: string): void {
  const { kind, names, near, vocabulary, joint } = field;
  if (names !== undefined && (kind !== 'category' || vocabulary !== undefined || joint)) {
    fail(label, '`names` is for categories alone, without `vocabulary` or `joint`');
  }
  if (near === undefined) return;
  if (names === undefined) fail(label, '`near` needs `names`');
  if (hasSide(field, 'item')) fail(label, '`near` is for profiles alone: leave `item` out');
  if (!(near >= 1 && near <= 100)) fail(label, '`near` must be 1 to 100 percent');
}

function checkRange({ kind, min, max, scale }: FieldSource, label: string): void {
  if (!isNumeric(kind) && (kind !== 'time' || (min ?? max) === undefined)) return;
  if (min === undefined || max === undefined) return fail(label, 'needs `min` and `max`');
  if (!(min < max)) fail(label, '`min` must be below `max`');
  if (Math.max(Math.abs(min), Math.abs(max)) > MAX_NUMBER) {
    fail(label, `\`min\` and \`max\` must lie within ±${MAX_NUMBER}`);
  }
  if (scale === 'log' && !(min >= 1 / MAX_NUMBER)) fail(label, 'a log scale needs `min` above 0');
}

function checkPaths(field: FieldSource, side: Side, label: string): void {
  for (const path of pathsOf(field, side)) {
    if (typeof path !== 'string' || !/^[^.\s]+(\.[^.\s]+)*$/u.test(path)) {
      fail(label, `\`${side}\` must be dotted paths such as "skills.name"`);
    }
    if (path.split('.').some((key) => CLASS_KEYS.has(key))) {
      fail(label, `the ${side} path "${path}" does not name data`);
    }
  }
}
