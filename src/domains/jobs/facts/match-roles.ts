import { titleOverlap } from './title-tokens.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { HeldRoleFact, JobFacts, ProfileFacts, RoleFact } from './types.ts';

/** How near a role of the profile is to the job, 0–1, and which role. */
export interface RoleMatch<T extends RoleFact = RoleFact> {
  closeness: number;
  role: T;
  /** Whether the taxonomy told, or the words of the titles. */
  by: 'occupation' | 'title';
}

/** What matching the profile's roles with a job's gives; missing where there is nothing to compare. */
export interface RoleMatches {
  target?: RoleMatch;
  /** The best held role, faded by the years since it ended. */
  held?: RoleMatch<HeldRoleFact>;
  /** Share of title words in common with the best target, 0–1. */
  titleOverlap?: number;
  /** Years of work, each counted by its closeness to the job. */
  relevantYears?: number;
}

// Titles that the taxonomy holds apart although their words agree are taken as near, not as the same.
const SAME_WORDS = 0.8;
const SAME_WORDS_CLOSENESS = 0.9;
const UNRELATED = 0.3;
const FRESH_YEARS = 2;
const HALF_LIFE_YEARS = 12;

/** Compares the profile's wished and held roles with the job. `closeness` is the taxonomy's, cached by the caller. */
export function matchRoles(
  profile: ProfileFacts,
  job: JobFacts,
  closeness: FactLookup['closeness'],
): RoleMatches {
  if (!job.title) return {};
  const matches: RoleMatches = {};
  for (const role of profile.targets) {
    const match = compare(role, job, closeness);
    if (!matches.target || match.closeness > matches.target.closeness) matches.target = match;
    const overlap = titleOverlap(role.titleTokens, job.titleTokens);
    if (overlap > (matches.titleOverlap ?? -1)) matches.titleOverlap = overlap;
  }
  let relevant: number | undefined;
  for (const role of profile.held) {
    const match = compare(role, job, closeness);
    const faded = match.closeness * fading(role.endedYearsAgo);
    if (!matches.held || faded > matches.held.closeness) {
      matches.held = { closeness: faded, role, by: match.by };
    }
    if (role.years !== undefined) {
      relevant =
        (relevant ?? 0) + (match.closeness >= UNRELATED ? role.years * match.closeness : 0);
    }
  }
  // Years that no dates back belong to what the person is known for.
  const known = matches.held ?? (profile.targetsStated ? matches.target : undefined);
  if (relevant === undefined && profile.years !== undefined && (known || profile.years === 0)) {
    const near = known?.closeness ?? 0;
    relevant = near >= UNRELATED ? profile.years * near : 0;
  }
  if (relevant !== undefined) matches.relevantYears = relevant;
  return matches;
}

function compare<T extends RoleFact>(
  role: T,
  job: JobFacts,
  closeness: FactLookup['closeness'],
): RoleMatch<T> {
  const overlap = titleOverlap(role.titleTokens, job.titleTokens);
  if (!role.occupation || !job.occupation) return { closeness: overlap, role, by: 'title' };
  let near = 0;
  for (const { id } of [job.occupation, ...job.otherOccupations]) {
    near = Math.max(near, role.occupation.id === id ? 1 : closeness(role.occupation.id, id));
  }
  const byWords = overlap >= SAME_WORDS ? overlap * SAME_WORDS_CLOSENESS : 0;
  return { closeness: Math.max(near, byWords), role, by: 'occupation' };
}

/** 1 for two years after a role ended, then halved every twelve years. */
function fading(endedYearsAgo: number | undefined): number {
  if (endedYearsAgo === undefined || endedYearsAgo <= FRESH_YEARS) return 1;
  return 0.5 ** ((endedYearsAgo - FRESH_YEARS) / HALF_LIFE_YEARS);
}
