/** What the values at one path look like. */
export interface PathStatistics {
  path: string;
  /** Objects that have it, and all objects. */
  objects: number;
  total: number;
  /** Leaf values seen, by type. */
  strings: number;
  numbers: number;
  booleans: number;
  /** Whether any object holds more than one value. */
  many: boolean;
  /** Distinct values, counted up to a limit. */
  distinct: Set<string>;
  /** Words over all strings. */
  words: number;
  /** Strings that are ISO 8601 dates. */
  dates: number;
  /** A sample of the numbers. */
  values: number[];
}

const MAX_DISTINCT = 2000;
const MAX_VALUES = 20_000;
const MAX_DEPTH = 6;

/** Walks objects and describes every path that ends in a value, in order of first sight. */
export function pathStatistics(objects: Iterable<unknown>): PathStatistics[] {
  const byPath = new Map<string, PathStatistics>();
  let total = 0;
  for (const object of objects) {
    total++;
    const counts = new Map<string, number>();
    walk(object, '', 0, (path, value) => {
      let entry = byPath.get(path);
      if (entry === undefined) {
        entry = emptyStatistics(path);
        byPath.set(path, entry);
      }
      describe(entry, value);
      const count = (counts.get(path) ?? 0) + 1;
      counts.set(path, count);
      if (count === 1) entry.objects++;
      else entry.many = true;
    });
  }
  for (const entry of byPath.values()) entry.total = total;
  return [...byPath.values()];
}

function emptyStatistics(path: string): PathStatistics {
  return {
    path,
    objects: 0,
    total: 0,
    strings: 0,
    numbers: 0,
    booleans: 0,
    many: false,
    distinct: new Set(),
    words: 0,
    dates: 0,
    values: [],
  };
}

function describe(entry: PathStatistics, value: string | number | boolean): void {
  if (entry.distinct.size < MAX_DISTINCT) entry.distinct.add(String(value));
  if (typeof value === 'number') {
    entry.numbers++;
    if (entry.values.length < MAX_VALUES) entry.values.push(value);
  } else if (typeof value === 'boolean') {
    entry.booleans++;
  } else {
    entry.strings++;
    entry.words += value.split(/\s+/u).length;
    if (/^\d{4}-\d\d(-\d\d)?/.test(value)) entry.dates++;
  }
}

function walk(
  value: unknown,
  path: string,
  depth: number,
  visit: (path: string, value: string | number | boolean) => void,
): void {
  if (value === null || value === undefined || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, path, depth, visit);
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      // Dots and spaces cannot stand in a schema's paths.
      if (/[.\s]/u.test(key)) continue;
      walk(inner, path === '' ? key : `${path}.${key}`, depth + 1, visit);
    }
  } else if (path !== '' && value !== '') {
    if (typeof value !== 'number' || Number.isFinite(value)) {
      visit(path, value as string | number | boolean);
    }
  }
}
