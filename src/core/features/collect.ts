/** At most this many values are read of one field: a hostile object must not stall a ranking. */
const MAX_VALUES = 256;

/**
 * All values at a path, in document order, arrays on the way and at the end flattened; null and undefined
 * left out. Dotted keys that exist as such (`{"a.b": 1}`) are not looked up.
 */
export function collectPath(root: unknown, path: readonly string[], into: unknown[]): void {
  visit(root, path, 0, into);
}

function visit(value: unknown, path: readonly string[], at: number, into: unknown[]): void {
  if (value === null || value === undefined || into.length >= MAX_VALUES) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(item, path, at, into);
  } else if (at === path.length) {
    into.push(value);
  } else if (typeof value === 'object') {
    visit((value as Record<string, unknown>)[path[at] as string], path, at + 1, into);
  }
}

/** All values at any of `paths`. */
export function collect(root: unknown, paths: readonly (readonly string[])[]): unknown[] {
  const values: unknown[] = [];
  for (const path of paths) collectPath(root, path, values);
  return values;
}
