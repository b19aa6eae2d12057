import { hashString } from '../math/hash.ts';

/** A key within arrays and objects is looked for this deep. */
const MAX_DEPTH = 4;

/**
 * The key of an item: at the first of the paths that has one, as a string, a number, a schema.org PropertyValue
 * (`{ value }`) or `{ '@value' }`; else `#` and a hash of its content, 64 bits in base 36, which the order of
 * properties does not change. Undefined for what is no item: no object, or one without content.
 */
export function readKey(item: unknown, paths: readonly (readonly string[])[]): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  for (const path of paths) {
    let value: unknown = item;
    for (const part of path) value = (value as Record<string, unknown> | null | undefined)?.[part];
    const key = keyOf(value, MAX_DEPTH);
    if (key !== undefined) return key;
  }
  return contentKey(item);
}

function keyOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value)) return keyOf(value[0], depth - 1);
  const record = value as Record<string, unknown>;
  return keyOf(record.value ?? record['@value'], depth - 1);
}

/** Two hashes of the content as JSON, properties by their names; none of what is empty or holds itself. */
function contentKey(item: object): string | undefined {
  let text;
  try {
    text = JSON.stringify(item, inOrder);
  } catch {
    return undefined;
  }
  if (text === '{}') return undefined;
  const low = hashString(text, 2).toString(36).padStart(7, '0');
  return `#${hashString(text, 1).toString(36)}${low}`;
}

/** A value with its properties in the order of their names, those that are null left out. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const record = value as Record<string, unknown>;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, record[name] ?? undefined]));
}
