import { PocketRankError } from '../errors.ts';
import { didYouMean } from './near-name.ts';

/** @throws INVALID_SCHEMA */
export function fail(where: string, what: string): never {
  throw new PocketRankError('INVALID_SCHEMA', `Schema: ${where}: ${what}.`);
}

/** Refuses properties other than the `known` ones (words): slips of the pen. @throws INVALID_SCHEMA */
export function checkKeys(source: object, known: string, where: string): void {
  const names = known.split(' ');
  for (const key of Object.keys(source)) {
    if (!names.includes(key)) fail(where, `has the unknown property ${didYouMean(key, names)}`);
  }
}

/** @throws INVALID_SCHEMA for anything but an object */
export function object(value: unknown, where: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    fail(where, 'must be an object');
  }
  return value as Record<string, unknown>;
}

/** @throws INVALID_SCHEMA for anything but a list */
export function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) fail(where, 'must be a list');
  return value as unknown[];
}

/** Parts of a schema that have names, by name, each checked. @throws INVALID_SCHEMA */
export function named<Part extends { name: string }>(
  parts: readonly unknown[],
  what: string,
  check: (part: Part, label: string) => void,
  keyOf: (name: string) => string = (name) => name,
): Map<string, Part> {
  const byName = new Map<string, Part>();
  for (const [i, item] of parts.entries()) {
    const part = object(item, `${what} ${i + 1}`) as unknown as Part;
    const { name } = part;
    if (typeof name !== 'string' || name === '') fail(`${what} ${i + 1}`, '`name` is missing');
    const label = `${what} "${name}"`;
    if (byName.has(keyOf(name))) fail(label, 'stands twice');
    check(part, label);
    byName.set(keyOf(name), part);
  }
  return byName;
}

/** Checks that properties, where they are there, are of a type. @throws INVALID_SCHEMA */
export function checkTypes(
  source: object,
  types: Readonly<Record<string, 'number' | 'boolean' | 'text' | 'texts'>>,
  where: string,
): void {
  for (const [key, type] of Object.entries(types)) {
    const value = (source as Record<string, unknown>)[key];
    if (value === undefined || TYPES[type].is(value)) continue;
    fail(`${where}: \`${key}\``, `must be ${TYPES[type].words}`);
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const TYPES = {
  number: { is: (value: unknown) => Number.isFinite(value), words: 'a number' },
  boolean: { is: (value: unknown) => typeof value === 'boolean', words: 'true or false' },
  text: { is: isText, words: 'a text' },
  texts: {
    is: (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText),
    words: 'a list of texts',
  },
};

/** Checks that a property, where it is there, is one of some words. @throws INVALID_SCHEMA */
export function checkWord(
  source: object,
  key: string,
  words: readonly string[],
  where: string,
): void {
  const value = (source as Record<string, unknown>)[key];
  if (value !== undefined && !words.includes(value as string)) {
    const near = typeof value === 'string' ? `, not ${didYouMean(value, words)}` : '';
    fail(where, `\`${key}\` must be one of ${words.join(', ')}${near}`);
  }
}
