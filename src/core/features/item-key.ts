import { PocketRankError } from '../errors.ts';
import type { Item } from '../types.ts';

/**
 * The key of an item: `identifier` as a string, a number or a schema.org PropertyValue (`{ value }`), else
 * `id`, else `undefined`.
 */
export function findItemKey(item: Item): string | undefined {
  return keyOf(item.identifier) ?? keyOf(item.id);
}

/** The key of an item that must have one. @throws INVALID_ITEM */
export function itemKey(item: Item): string {
  const key = item !== null && typeof item === 'object' ? findItemKey(item) : undefined;
  if (key === undefined) {
    throw new PocketRankError('INVALID_ITEM', 'An item has no key.', {
      hint: 'Give each item an `identifier` (schema.org Item): a string, a number or { value }.',
    });
  }
  return key;
}

/** A key within arrays and objects is looked for this deep. */
const MAX_DEPTH = 4;

function keyOf(value: unknown, depth = MAX_DEPTH): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value)) return keyOf(value[0], depth - 1);
  const record = value as Record<string, unknown>;
  return keyOf(record.value ?? record['@value'], depth - 1);
}
