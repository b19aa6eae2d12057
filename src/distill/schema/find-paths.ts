import { pathsOf } from '../../core/features/read-schema.ts';
import {
  SIDES,
  type FieldSource,
  type SchemaSource,
  type Side,
} from '../../core/features/schema.ts';
import { describePaths } from './describe-paths.ts';
import type { Objects } from './filled-fields.ts';
import type { Found, Left } from './found.ts';
import { pathStatistics } from './path-statistics.ts';

/** What {@link findPaths} goes by. */
export interface FindPathsOptions {
  /** Fields that read some paths already. */
  kept: readonly FieldSource[];
  /** The known domain's schema: what lies beside its paths is left alone. */
  base: SchemaSource | undefined;
  /** Where the keys of items lie. */
  keys: readonly string[];
  /** Folded names of places. */
  places: ReadonlySet<string>;
}

/** Finds what objects hold beyond the fields that are kept, and what of that is of no use. */
export function findPaths(
  objects: Objects,
  options: FindPathsOptions,
): { found: Record<Side, Found[]>; left: Left[] } {
  const found: Record<Side, Found[]> = { item: [], profile: [] };
  const left: Left[] = [];
  for (const side of SIDES) {
    const own = findSide(objects[side], side, options);
    found[side] = own.found;
    left.push(...own.left);
  }
  return { found, left };
}

function findSide(
  objects: readonly unknown[],
  side: Side,
  { kept, base, keys, places }: FindPathsOptions,
): { found: Found[]; left: Left[] } {
  const used = kept.flatMap((field) => pathsOf(field, side));
  const roots = knownRoots(base, side);
  const isKnown = (path: string): boolean => roots.has(path.split('.')[0]!);
  const statistics = pathStatistics(objects).filter(
    ({ path }) => !used.some((one) => path === one || path.startsWith(`${one}.`)),
  );
  const described = describePaths(statistics, {
    side,
    keys: side === 'item' ? keys : ['id'],
    places,
    categories: base === undefined,
  });
  const refused = new Set(described.left.map(({ path }) => path));
  const figures = new Set(
    described.found.flatMap(({ path, kind }) => (isFigure(side, kind) ? [path] : [])),
  );
  const beside = statistics.filter(
    ({ path }) => isKnown(path) && !refused.has(path) && !figures.has(path),
  );
  const reason = `the domain "${base?.name}" has no use for it`;
  return {
    found: described.found.filter(({ path, kind }) => !isKnown(path) || isFigure(side, kind)),
    left: [...described.left, ...beside.map(({ path }) => ({ side, path, reason }))],
  };
}

/** Whether something is a number of an item, which a known domain leaves out without a purpose. */
function isFigure(side: Side, kind: Found['kind']): boolean {
  return side === 'item' && (kind === 'number' || kind === 'amount');
}

/** The first parts of a known schema's paths: what it takes or leaves of these, it does on purpose. */
function knownRoots(base: SchemaSource | undefined, side: Side): ReadonlySet<string> {
  const paths = (base?.fields ?? []).flatMap((field) => pathsOf(field, side));
  const roots = new Set(paths.map((path) => path.split('.')[0]!));
  roots.delete('attributes');
  return roots;
}
