import type { Random } from '../../../core/math/random.ts';

/** Share of the parts that a variant leaves out. */
const HIDDEN = 0.4;

/**
 * A part of what an object states left out at random: each of its values, or of an object among them each of that
 * one's. What a model learns of such variants is to go by what is there.
 *
 * @param isKept what stays in any case, by its path
 */
export function hideParts(
  object: object,
  isKept: (path: readonly string[]) => boolean,
  random: Random,
): Record<string, unknown> {
  return keepParts(object, (path) => isKept(path) || random.next() >= HIDDEN);
}

/** An object with those parts alone that are kept. */
export function keepParts(
  object: object,
  isKept: (path: readonly string[]) => boolean,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    if (!isPlain(value)) {
      if (isKept([key])) kept[key] = value;
      continue;
    }
    const inner = Object.entries(value).filter(([name]) => isKept([key, name]));
    if (inner.length > 0) kept[key] = Object.fromEntries(inner);
  }
  return kept;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
