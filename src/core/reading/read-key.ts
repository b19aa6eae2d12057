import { hashStart, hashStep, mix32 } from '../math/hash.ts';

/** A key within arrays and objects is looked for this deep. */
const MAX_DEPTH = 4;
/** Of the content this many parts are hashed, this deep. */
const MAX_PARTS = 4096;
const MAX_NESTING = 8;
const MAX_LENGTH = 20_000;

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

interface ContentState {
  high: number;
  low: number;
  left: number;
}

function contentKey(item: object): string | undefined {
  const state: ContentState = { high: hashStart(1), low: hashStart(2), left: MAX_PARTS };
  addContent(state, item, MAX_NESTING);
  if (state.left === MAX_PARTS) return undefined;
  const low = mix32(state.low).toString(36).padStart(7, '0');
  return `#${mix32(state.high).toString(36)}${low}`;
}

/** Adds what an object or array holds, properties in the order of their names; what holds nothing adds nothing. */
function addContent(state: ContentState, value: object, depth: number): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && state.left > 0; i++) addPart(state, '', value[i], depth);
    return;
  }
  for (const key of Object.keys(value).sort()) {
    if (state.left > 0) addPart(state, key, (value as Record<string, unknown>)[key], depth);
  }
}

function addPart(state: ContentState, key: string, value: unknown, depth: number): void {
  // What is not there leaves no trace, so that an object of such properties alone counts as empty.
  if (value === null || value === undefined || typeof value === 'function') return;
  state.left--;
  addText(state, key);
  if (value instanceof Date) addText(state, String(value.getTime()));
  else if (typeof value !== 'object') addText(state, String(value));
  else if (depth > 0) addContent(state, value, depth - 1);
}

/** Two independent states: one hash over the units as they stand, one over them turned. */
function addText(state: ContentState, text: string): void {
  let { high, low } = state;
  const length = Math.min(text.length, MAX_LENGTH);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    high = hashStep(high, unit);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    low ^= low >>> 15;
  }
  state.high = hashStep(high, length);
  state.low = Math.imul(low ^ length, 0x9e3779b1);
}
