import { hashString, mix32 } from '../../../core/math/hash.ts';
import type { Baseline } from '../scorer.ts';
import { createItemNumbers } from './item-numbers.ts';

/**
 * A random order: each pair of profile and item has a score, uniform in [0, 1), fixed by the seed and not by
 * the order of calls.
 */
export function createRandomBaseline(seed: number | string = 1): Baseline {
  const salt = hashString(String(seed), 0);
  return {
    name: 'random',
    fit({ items }) {
      const keys = new Map(Array.from(items, ([key, item]) => [item, key]));
      const hashes: number[] = [];
      const numbers = createItemNumbers((item, number) => {
        hashes[number] = hashString(keys.get(item) ?? '', salt);
      });
      return {
        score(profile, candidates) {
          const own = hashString(String(profile.id), salt);
          return Float64Array.from(
            numbers.of(candidates),
            (number) => mix32((hashes[number] as number) ^ own) / 4294967296,
          );
        },
      };
    },
  };
}
