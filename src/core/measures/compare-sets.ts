import { partOf } from '../features/measure.ts';
import { tokenHash } from '../features/token-hash.ts';
import { found, hasMore, loadHashes, placeOf, profileHashes, resultOf, type Bind } from './read.ts';
import { valuesOf } from './values.ts';

const YES = 0;
const NO = 1;

/** Binds what is told of how many of the item's values the profile has too, and of how many there are. */
const bindShared =
  (tell: (shared: number, count: number) => number): Bind =>
  (comparison) => {
    const { item, source } = comparison;
    const held = profileHashes(comparison);
    const part = partOf(source);
    if (held.length === 0) return undefined;
    return (view, at) => {
      const count = loadHashes(view, at, item!, part);
      let shared = 0;
      for (let i = 0; i < count; i++) if (placeOf(found[i]!, held) >= 0) shared++;
      return tell(shared, count);
    };
  };

/** Whether the profile has any of the item's values. What the code has no room for may be among them. */
export const bindContains = bindShared((shared, count) =>
  shared > 0 ? YES : count === 0 || hasMore ? NaN : NO,
);

/** The share of the item's values that the profile has, 0 … 1. */
export const bindCoverage = bindShared((shared, count) => shared / count);

/** The best result of the table among all pairs of the item's values and the profile's. */
export const bindGrade: Bind = (comparison) => {
  const { item, profile, source } = comparison;
  const held = profileHashes(comparison);
  if (held.length === 0) return undefined;
  const values = valuesOf(source);
  const other = resultOf(values, source.otherwise);
  // Of numbers the better end counts, of values the first.
  const sign = values.length === 0 && source.better !== 'less' ? -1 : 1;
  const best = (a: number, b: number): number => (sign * a <= sign * b || Number.isNaN(b) ? a : b);
  /** By the hash of an item's value, its best result with any of the profile's. */
  const results = new Map<number, number>();
  for (const [value, row] of Object.entries(source.table!)) {
    const listed = new Map(
      Object.entries(row).map(([key, result]) => [
        tokenHash(profile!.field, key),
        resultOf(values, result),
      ]),
    );
    const all = [...held].map((hash) => listed.get(hash) ?? other);
    results.set(tokenHash(item!.field, value), all.reduce(best));
  }
  return (view, at) => {
    const count = loadHashes(view, at, item!);
    let result = NaN;
    for (let i = 0; i < count; i++) result = best(results.get(found[i]!) ?? other, result);
    // What the code has no room for may be better, but for the best.
    return hasMore && (values.length === 0 || result > 0) ? NaN : result;
  };
};
