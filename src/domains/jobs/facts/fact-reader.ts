import type { FactSources } from './fact-sources.ts';
import { readJobFacts } from './job-facts.ts';
import { presumedLicences } from './match-conditions.ts';
import { askedSkills, impliedSkills } from './match-skills.ts';
import type { AskedSkills } from './match-skills.ts';
import { readPairFacts } from './pair-facts.ts';
import type { PairFacts } from './pair-facts.ts';
import { readProfileFacts } from './profile-facts.ts';
import type { JobFacts, ProfileFacts } from './types.ts';

/** Reads raw jobs and profiles into the facts that criteria speak of. */
export interface FactReader {
  /** Facts of a job; cached for each object, so a posting must not be changed after it was read. */
  item(posting: object): JobFacts;
  /** Facts of a JSON Resume as of `now` (ms since 1970 UTC); cached for each object and time. */
  profile(profile: object, now: number): ProfileFacts;
  /** Facts of both together, computed from the facts of each. */
  pair(profile: ProfileFacts, job: JobFacts): PairFacts;
}

/**
 * Makes a fact reader over the schema's fields and a taxonomy. It reads any shape that the web uses: what cannot be
 * read is unknown. Titles and skills that the taxonomy lacks are compared by their words.
 */
export function createFactReader(sources: FactSources): FactReader {
  const { lookup } = sources;
  const jobs = new WeakMap<object, JobFacts>();
  const profiles = new WeakMap<object, { now: number; facts: ProfileFacts }>();
  const skills = new WeakMap<JobFacts, AskedSkills>();
  const implied = new WeakMap<ProfileFacts, Set<string>>();
  const presumed = new WeakMap<ProfileFacts, Set<string>>();
  const near = new Map<string, Map<string, number>>();

  const closeness = (a: string, b: string): number => {
    let row = near.get(a);
    if (!row) near.set(a, (row = new Map()));
    let value = row.get(b);
    if (value === undefined) row.set(b, (value = lookup.closeness(a, b)));
    return value;
  };

  return {
    item: (posting) => once(jobs, posting, () => readJobFacts(posting, sources)),
    profile(profile, now) {
      const known = profiles.get(profile);
      if (known && known.now === now) return known.facts;
      const facts = readProfileFacts(profile, sources, now);
      profiles.set(profile, { now, facts });
      return facts;
    },
    pair: (profile, job) =>
      readPairFacts(profile, job, {
        askedSkills: once(skills, job, () => askedSkills(job, lookup)),
        impliedSkills: once(implied, profile, () => impliedSkills(profile)),
        presumedLicences: once(presumed, profile, () => presumedLicences(profile)),
        closeness,
      }),
  };
}

function once<K extends object, V>(cache: WeakMap<K, V>, key: K, make: () => V): V {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}
