import type { LanguageMatch, LicenceMatch, PlaceMatch, WishFit } from './match-conditions.ts';
import {
  matchEmployment,
  matchLanguages,
  matchLicences,
  matchPay,
  matchPlaces,
  matchRemoteCountry,
  matchWorkplace,
} from './match-conditions.ts';
import type { FactLookup } from './fact-lookup.ts';
import { matchRoles } from './match-roles.ts';
import type { RoleMatches } from './match-roles.ts';
import { matchSkills } from './match-skills.ts';
import type { AskedSkills, SkillMatch } from './match-skills.ts';
import type { JobFacts, ProfileFacts } from './types.ts';

/** Everything that criteria can know of a profile and a job together. A missing part is unknown. */
export interface PairFacts {
  profile: ProfileFacts;
  job: JobFacts;
  roles: RoleMatches;
  skills?: SkillMatch;
  /** Job's seniority less the profile's: positive is a step up. */
  seniorityStep?: number;
  /** Relevant years less the years asked for. */
  experienceMargin?: number;
  /** The profile's education less the job's, in levels; 0 where experience stands in for a missing degree. */
  educationStep?: number;
  licences?: LicenceMatch;
  place?: PlaceMatch;
  remoteCountry?: 'open' | 'closed';
  workplace?: WishFit;
  employment?: WishFit;
  payRatio?: number;
  languages?: LanguageMatch;
}

/** What can be prepared once for each side. */
export interface PairInputs {
  askedSkills: AskedSkills;
  impliedSkills: ReadonlySet<string>;
  presumedLicences: ReadonlySet<string>;
  closeness: FactLookup['closeness'];
}

const SUBSTITUTE_YEARS = 2;

/** Compares a profile with a job. */
export function readPairFacts(profile: ProfileFacts, job: JobFacts, inputs: PairInputs): PairFacts {
  const pair: PairFacts = { profile, job, roles: matchRoles(profile, job, inputs.closeness) };
  const skills = matchSkills(profile, job, inputs.askedSkills, inputs.impliedSkills);
  if (skills) pair.skills = skills;
  if (job.seniority !== undefined && profile.seniority !== undefined) {
    pair.seniorityStep = job.seniority - profile.seniority;
  }
  const { relevantYears } = pair.roles;
  if (job.requiredYears !== undefined && relevantYears !== undefined) {
    // Who asks for none gets what they ask for, however much there is.
    pair.experienceMargin = job.requiredYears === 0 ? 0 : relevantYears - job.requiredYears;
  }
  const step = educationStep(profile, job, relevantYears);
  if (step !== undefined) pair.educationStep = step;
  const licences = matchLicences(profile, job, inputs.presumedLicences);
  if (licences) pair.licences = licences;
  const place = matchPlaces(profile, job);
  if (place) pair.place = place;
  const remoteCountry = matchRemoteCountry(profile, job);
  if (remoteCountry) pair.remoteCountry = remoteCountry;
  const workplace = matchWorkplace(profile, job);
  if (workplace) pair.workplace = workplace;
  const employment = matchEmployment(profile, job);
  if (employment) pair.employment = employment;
  const payRatio = matchPay(profile, job);
  if (payRatio !== undefined) pair.payRatio = payRatio;
  const languages = matchLanguages(profile, job);
  if (languages) pair.languages = languages;
  return pair;
}

function educationStep(
  profile: ProfileFacts,
  job: JobFacts,
  relevantYears: number | undefined,
): number | undefined {
  // An ad that asks for no education is no evidence either way.
  if (!job.educationLevel || profile.educationLevel === undefined) return undefined;
  const step = profile.educationLevel - job.educationLevel;
  const standsIn = step < 0 && job.equivalentAccepted && (relevantYears ?? 0) >= SUBSTITUTE_YEARS;
  return standsIn ? 0 : step;
}
