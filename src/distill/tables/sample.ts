import { hashString } from '../../core/math/hash.ts';

/** What may stay of a table that is too long: by the hash of the key, so that the same keys stay every time. */
export interface Sample {
  /** Whether a key may stay, as far as is known by now. */
  admits(key: string): boolean;
  /**
   * Leaves the `limit` keys with the least hashes of those that are held, beside those that must stay; from now on no
   * other is admitted.
   *
   * @returns those that have to go
   */
  tighten(held: Iterable<string>, limit: number): string[];
}

/**
 * Creates a sample that admits every key until it is tightened.
 *
 * @param named keys that stay, whatever their hash: those that grades, slates and pairs name
 */
export function createSample(named: ReadonlySet<string>): Sample {
  let bound = Number.POSITIVE_INFINITY;
  return {
    admits: (key) => named.has(key) || placeOf(key) < bound,
    tighten(held, limit) {
      const drawn = [...held].filter((key) => !named.has(key));
      if (drawn.length <= limit) return [];
      const places = Float64Array.from(drawn, placeOf).sort();
      bound = places[limit]!;
      return drawn.filter((key) => placeOf(key) >= bound);
    },
  };
}

/** A number of 53 bits for a key, as if drawn. */
export function placeOf(key: string): number {
  return hashString(key, 3) * 2 ** 21 + (hashString(key, 4) >>> 11);
}
