import { findJobKey } from '../../../core/features/job-key.ts';
import { hashString, mix32 } from '../../../core/math/hash.ts';
import type { Baseline } from '../scorer.ts';
import { createJobNumbers } from './job-numbers.ts';

/**
 * A random order: each pair of profile and job has a score, uniform in [0, 1), fixed by the seed and not by
 * the order of calls.
 */
export function createRandomBaseline(seed: number | string = 1): Baseline {
  const salt = hashString(String(seed), 0);
  return {
    name: 'random',
    fit() {
      const hashes: number[] = [];
      const numbers = createJobNumbers((job, number) => {
        hashes[number] = hashString(findJobKey(job) ?? '', salt);
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
