import type { JobPosting, Profile } from '../../../src/core/types.ts';
import type { Clock } from '../../../src/distill/golden/clock.ts';
import type { GoldenPair } from '../../../src/distill/golden/types.ts';
import { loadJobPolicy } from '../../../src/distill/policy/job-policy.ts';
import type { Policy } from '../../../src/distill/policy/policy.ts';

let policy: Policy | undefined;

/** The job policy, its examples not graded again. */
export function jobPolicy(): Policy {
  policy ??= loadJobPolicy({ gradeExamples: false });
  return policy;
}

/** Pairs that all read differently. */
export function inventPairs(count: number): GoldenPair[] {
  return Array.from({ length: count }, (_, i) => {
    const profile: Profile = { id: `p${i % 5}`, basics: { label: `Analyst of kind ${i % 5}` } };
    const job: JobPosting = { identifier: `j${i}`, title: `Data Analyst ${i}` };
    return { profileId: `p${i % 5}`, jobId: `j${i}`, profile, job, stratum: 'easy' as const };
  });
}

/** A clock that does not wait: sleeping moves it on at once. Keeps how long it was asked to sleep. */
export function createFakeClock(): Clock & { slept: number[] } {
  let nowMs = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    async sleep(delayMs) {
      slept.push(delayMs);
      nowMs += delayMs;
      await new Promise<void>((done) => setImmediate(done));
    },
  };
}
