import { createRandom } from '../../core/math/random.ts';
import type { JobPosting, Profile } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';

/** A pair to grade. */
export interface ChosenPair {
  profileId: string;
  jobId: string;
  profile: Profile;
  job: JobPosting;
}

/**
 * Chooses distinct pairs of tables, seeded: half of them from the events (what people saw or chose, evenly
 * over profiles), as far as those go, the rest at random. Fewer where the tables hold fewer.
 */
export function choosePairs(
  tables: Pick<Tables, 'jobs' | 'profiles' | 'events'>,
  count: number,
  seed: number,
): ChosenPair[] {
  const { jobs, profiles, events } = tables;
  const random = createRandom(`pairs/${seed}`);
  const jobIds = [...jobs.keys()];
  const profileIds = [...profiles.keys()];
  const wanted = Math.min(count, jobIds.length * profileIds.length);
  const chosen = new Map<string, ChosenPair>();
  const add = (profileId: string, jobId: string): void => {
    const profile = profiles.get(profileId);
    const job = jobs.get(jobId);
    if (profile === undefined || job === undefined) return;
    chosen.set(JSON.stringify([profileId, jobId]), { profileId, jobId, profile, job });
  };
  for (const { profileId, jobId } of random.shuffle([...events])) {
    if (chosen.size >= wanted / 2) break;
    add(profileId, jobId);
  }
  // A table of few pairs is better walked than guessed at.
  if (wanted > 0.5 * jobIds.length * profileIds.length) {
    const all = profileIds.flatMap((profileId) =>
      jobIds.map((jobId) => [profileId, jobId] as const),
    );
    for (const [profileId, jobId] of random.shuffle(all)) {
      if (chosen.size >= wanted) break;
      add(profileId, jobId);
    }
  }
  while (chosen.size < wanted) add(random.pick(profileIds), random.pick(jobIds));
  return [...chosen.values()];
}
