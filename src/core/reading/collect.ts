/** At most this many values are read of one field: a hostile object must not stall a ranking. */
const MAX_VALUES = 256;
/** At most this many array items are looked at, and arrays within arrays only this deep. */
const MAX_ITEMS = 4096;
const MAX_NESTING = 8;

/**
 * All values at a path, in document order, arrays on the way and at the end flattened; null and undefined
 * left out. Dotted keys that exist as such (`{"a.b": 1}`) are not looked up. Bounded in time whatever the
 * object, also one that contains itself.
 *
 * @param holders receives, of each value, the innermost object that holds it
 */
export function collectPath(
  root: unknown,
  path: readonly string[],
  into: unknown[],
  holders?: object[],
): void {
  collectFrom(root, path, 0, into, NOTHING, holders);
}

const NOTHING = {};

/** The values at what is left of a path from `from` on, of a value that `within` holds. */
export function collectFrom(
  value: unknown,
  path: readonly string[],
  from: number,
  into: unknown[],
  within: object,
  holders?: object[],
): void {
  visit(value, path, from, 0, MAX_ITEMS, into, within, holders);
}

/** Returns how many array items may still be looked at. */
function visit(
  root: unknown,
  path: readonly string[],
  from: number,
  nesting: number,
  budget: number,
  into: unknown[],
  within: object,
  holders: object[] | undefined,
): number {
  let value = root;
  let holder = within;
  for (let at = from; ; at++) {
    if (value === null || value === undefined || into.length >= MAX_VALUES) return budget;
    if (Array.isArray(value)) {
      if (nesting === MAX_NESTING) return budget;
      let left = budget;
      for (let i = 0; i < value.length && left > 0 && into.length < MAX_VALUES; i++) {
        left = visit(value[i], path, at, nesting + 1, left - 1, into, holder, holders);
      }
      return left;
    }
    if (at === path.length) {
      into.push(value);
      holders?.push(holder);
      return budget;
    }
    if (typeof value !== 'object') return budget;
    holder = value;
    value = (value as Record<string, unknown>)[path[at]!];
  }
}

/** All values at any of `paths`. */
export function collect(root: unknown, paths: readonly (readonly string[])[]): unknown[] {
  const values: unknown[] = [];
  for (const path of paths) collectPath(root, path, values);
  return values;
}
