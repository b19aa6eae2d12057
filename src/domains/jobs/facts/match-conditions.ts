import { isEveryday } from './licence-names.ts';
import { holdsLicence, licencesInText } from './read-licences.ts';
import { distanceKm } from './read-place.ts';
import type { EmploymentType, JobFacts, LanguageFact, PlaceFact, ProfileFacts } from './types.ts';

/** How a wish meets what a job offers. */
export type WishFit = 'as wished' | 'half way' | 'against the wish';

/** The place where the profile and the job meet best. */
export interface PlaceMatch {
  /** Great-circle kilometres to the nearest place of work. */
  distanceKm?: number;
  /** What the names of the places tell, where no distance is known. */
  area?: 'same town' | 'same region' | 'same country' | 'another country';
  /** The name of that place. */
  label: string;
  /** Whether it lies in another country, where both are known. */
  abroad: boolean;
}

/** Compares the profile's place with each of the job's; undefined where either has none. */
export function matchPlaces(profile: ProfileFacts, job: JobFacts): PlaceMatch | undefined {
  const home = profile.place;
  if (!home || job.places.length === 0) return undefined;
  let nearest: PlaceMatch | undefined;
  for (const place of job.places) {
    const km = distanceKm(home, place);
    if (km !== undefined && km < (nearest?.distanceKm ?? Number.POSITIVE_INFINITY)) {
      nearest = { distanceKm: km, label: place.label, abroad: isAbroad(home, place) };
    }
  }
  if (nearest) return nearest;
  const order = ['same town', 'same region', 'same country', 'another country'] as const;
  for (const place of job.places) {
    const area = areaOf(home, place);
    if (!area) continue;
    if (!nearest?.area || order.indexOf(area) < order.indexOf(nearest.area)) {
      nearest = { area, label: place.label, abroad: isAbroad(home, place) };
    }
  }
  return nearest;
}

function isAbroad(a: PlaceFact, b: PlaceFact): boolean {
  return a.country !== '' && b.country !== '' && a.country !== b.country;
}

function areaOf(a: PlaceFact, b: PlaceFact): PlaceMatch['area'] {
  if (isAbroad(a, b)) return 'another country';
  const regionsDiffer = a.region !== '' && b.region !== '' && a.region !== b.region;
  if (a.town && a.town === b.town && !regionsDiffer) return 'same town';
  if (a.region && a.region === b.region) return 'same region';
  return a.country && b.country ? 'same country' : undefined;
}

/** Whether remote work is open to the profile's country; undefined where the ad sets no limit or the country is unknown. */
export function matchRemoteCountry(
  profile: ProfileFacts,
  job: JobFacts,
): 'open' | 'closed' | undefined {
  const country = profile.place?.country;
  if (job.workplace !== 'remote' || job.remoteCountries.length === 0 || !country) return undefined;
  return job.remoteCountries.includes(country) ? 'open' : 'closed';
}

/** Compares where the person wishes to work with where the job is done. */
export function matchWorkplace(profile: ProfileFacts, job: JobFacts): WishFit | undefined {
  const { workplaceWish: wish } = profile;
  if (wish.length === 0 || !job.workplace) return undefined;
  if (wish.includes(job.workplace)) return 'as wished';
  return job.workplace === 'hybrid' || wish.includes('hybrid') ? 'half way' : 'against the wish';
}

const NEAR_TYPES: ReadonlySet<string> = new Set([
  'full-time contract',
  'full-time temporary',
  'contract temporary',
  'part-time per-diem',
  'part-time temporary',
  'temporary per-diem',
]);

/** Compares the wished employment types with those of the job. */
export function matchEmployment(profile: ProfileFacts, job: JobFacts): WishFit | undefined {
  const { employmentWish: wishes } = profile;
  if (wishes.length === 0 || job.employmentTypes.length === 0) return undefined;
  if (wishes.some((wish) => job.employmentTypes.includes(wish))) return 'as wished';
  const near = (a: EmploymentType, b: EmploymentType) =>
    NEAR_TYPES.has(`${a} ${b}`) || NEAR_TYPES.has(`${b} ${a}`);
  return wishes.some((wish) => job.employmentTypes.some((type) => near(wish, type)))
    ? 'half way'
    : 'against the wish';
}

const LIKELY_POINT = 0.75;

/**
 * The likely offer over the wished pay, 1 for equal: three quarters up the ad's range over the lower end
 * of the wish. Undefined where either is missing.
 */
export function matchPay(profile: ProfileFacts, job: JobFacts): number | undefined {
  const { desiredPay: wish } = profile;
  if (!wish || !job.pay) return undefined;
  const { minYearly, maxYearly } = job.pay;
  return (minYearly + LIKELY_POINT * (maxYearly - minYearly)) / wish.minYearly;
}

export interface LanguageMatch {
  status: 'all spoken' | 'spoken less well' | 'missing';
  /** Names of the languages that are missing, or, where none is, of those spoken less well than asked. */
  short: string[];
  asked: LanguageFact[];
}

/** Compares the languages a job demands with those the profile states; undefined where either says nothing. */
export function matchLanguages(profile: ProfileFacts, job: JobFacts): LanguageMatch | undefined {
  if (job.languages.length === 0 || profile.languages.length === 0) return undefined;
  const missing: string[] = [];
  const weaker: string[] = [];
  for (const { code, name, level } of job.languages) {
    const spoken = profile.languages.find((language) => language.code === code);
    if (!spoken) missing.push(name);
    else if (spoken.level < level) weaker.push(name);
  }
  const status =
    missing.length > 0 ? 'missing' : weaker.length > 0 ? 'spoken less well' : 'all spoken';
  return { status, short: missing.length > 0 ? missing : weaker, asked: job.languages };
}

export interface LicenceMatch {
  /** The weakest status of all the licences asked for. */
  status: 'held' | 'presumed' | 'not shown' | 'missing';
  /** Names of the licences that the profile does not state. */
  short: string[];
}

/**
 * Keys of the licences without which the person could not do the work that they state: that of their roles,
 * or, in a profile without roles, that of its headline.
 */
export function presumedLicences(profile: ProfileFacts): Set<string> {
  const keys = new Set<string>();
  const roles = profile.held.length > 0 ? profile.held : profile.headline ? [profile.headline] : [];
  for (const { occupation } of roles) {
    for (const name of occupation?.licences ?? []) {
      for (const { key } of licencesInText(name)) keys.add(key);
    }
  }
  return keys;
}

/**
 * Compares the licences a job demands with the profile's: `held`, `presumed` (the person works or worked
 * where the law asks for it), `not shown` (an everyday one that is often left out), `missing`. Undefined
 * where the job demands none, or where the profile has neither roles, headline nor licences to tell.
 */
export function matchLicences(
  profile: ProfileFacts,
  job: JobFacts,
  presumed: ReadonlySet<string>,
): LicenceMatch | undefined {
  if (job.licences.length === 0) return undefined;
  if (profile.held.length === 0 && !profile.headline && profile.licences.length === 0) {
    return undefined;
  }
  const order = ['held', 'presumed', 'not shown', 'missing'] as const;
  let worst: LicenceMatch['status'] = 'held';
  const short: string[] = [];
  for (const licence of job.licences) {
    if (holdsLicence(profile.licences, licence)) continue;
    short.push(licence.name);
    const status = presumed.has(licence.key)
      ? 'presumed'
      : isEveryday(licence.key)
        ? 'not shown'
        : 'missing';
    if (order.indexOf(status) > order.indexOf(worst)) worst = status;
  }
  return { status: worst, short };
}
