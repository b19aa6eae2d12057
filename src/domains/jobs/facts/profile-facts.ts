import { dateMs, unionYears, YEAR_MS } from './read-dates.ts';
import { educationHeld } from './read-education.ts';
import { employmentTypesOf } from './read-employment.ts';
import { languagesSpoken } from './read-languages.ts';
import { licencesHeld } from './read-licences.ts';
import { desiredPay } from './read-pay.ts';
import { readPlace } from './read-place.ts';
import { seniorityOfField, seniorityOfTitle, seniorityOfYears } from './read-seniority.ts';
import { skillsOfProfile } from './read-skills.ts';
import { asList, asNumber, asText, asTexts, plainText, property } from './read-values.ts';
import { workplacesOf } from './read-workplace.ts';
import { yearsInText } from './read-years.ts';
import { titleTokens } from './title-tokens.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { HeldRoleFact, ProfileFacts, RoleFact, SeniorityLevel } from './types.ts';

const WISH_KEYS = [
  'targetTitles',
  'desiredTitles',
  'desiredTitle',
  'desiredJobs',
  'positionsOfInterest',
  'targetOccupations',
];

/**
 * Reads a JSON Resume into facts, seen from `now` (ms since 1970 UTC). Never throws: what cannot be read
 * is unknown. Name, image, contact data, birth date, gender and every other protected attribute are not
 * looked at; of education only level and completion are.
 */
export function readProfileFacts(profile: unknown, lookup: FactLookup, now: number): ProfileFacts {
  const basics = property(profile, 'basics');
  const attributes = property(profile, 'attributes');
  const label = asText(property(basics, 'label'));
  const held = heldRoles(profile, lookup, now);
  const wishes = [...new Set(WISH_KEYS.flatMap((key) => asTexts(property(attributes, key))))];
  const stated = wishes.length > 0 ? wishes : label ? [label] : [];
  const targets = stated.length > 0 ? stated.map((title) => role(title, lookup)) : held.slice(0, 1);
  const freeText = profileText(profile);
  const titles = [label ?? '', ...held.map(({ title }) => title)].join('\n');
  const { skills, known } = skillsOfProfile(profile, titles, freeText, lookup);
  const years = totalYears(profile, held, freeText, now);
  const seniority = profileSeniority(attributes, held, targets, years);
  const level = educationHeld(profile, now);
  const place = readPlace(property(basics, 'location'), lookup.findPlace);
  const commute =
    asNumber(property(attributes, 'maxCommuteKm')) ?? asNumber(property(attributes, 'commuteKm'));
  const relocate = property(attributes, 'willingToRelocate') ?? property(attributes, 'relocate');
  const pay = desiredPay(profile);
  const remote = property(attributes, 'remote');
  return {
    ...(label ? { headline: role(label, lookup) } : {}),
    targets,
    targetsStated: stated.length > 0,
    held,
    skills,
    skillsKnown: known,
    ...(years === undefined ? {} : { years }),
    ...(seniority === undefined ? {} : { seniority }),
    ...(level === undefined ? {} : { educationLevel: level }),
    licences: licencesHeld(profile),
    ...(place ? { place } : {}),
    workplaceWish: workplacesOf([
      ...['workplace', 'workplaceWish', 'workplaceType', 'desiredWorkplace'].flatMap((key) =>
        asTexts(property(attributes, key)),
      ),
      ...(remote === true ? ['remote'] : []),
    ]),
    ...(commute !== undefined && commute > 0 ? { maxCommuteKm: commute } : {}),
    ...(typeof relocate === 'boolean' ? { willingToRelocate: relocate } : {}),
    employmentWish: employmentTypesOf(
      ['employmentType', 'employmentTypes', 'desiredEmploymentType', 'employmentWish'].flatMap(
        (key) => asTexts(property(attributes, key)),
      ),
    ),
    ...(pay ? { desiredPay: pay } : {}),
    languages: languagesSpoken(profile, `${titles}\n${freeText}`),
  };
}

function role(title: string, lookup: FactLookup): RoleFact {
  const meaning = lookup.findOccupation(title);
  const seniority = seniorityOfTitle(title, meaning);
  return {
    title,
    titleTokens: titleTokens(title),
    ...(meaning ? { occupation: meaning.occupation } : {}),
    ...(seniority === undefined ? {} : { seniority }),
  };
}

/** The roles held, latest first; undated ones keep their place in the list, which résumés order so. */
function heldRoles(profile: unknown, lookup: FactLookup, now: number): HeldRoleFact[] {
  const held: HeldRoleFact[] = [];
  const ended: number[] = [];
  for (const entry of asList(property(profile, 'work'))) {
    const title = typeof entry === 'string' ? asText(entry) : asText(property(entry, 'position'));
    if (!title) continue;
    const start = dateMs(property(entry, 'startDate'));
    const end = Math.min(dateMs(property(entry, 'endDate'), true) ?? now, now);
    const dated = start !== undefined && start < end;
    const hasEnd = dateMs(property(entry, 'endDate'), true) !== undefined;
    held.push({
      ...role(title, lookup),
      ...(dated ? { years: (end - start) / YEAR_MS } : {}),
      ...(dated || hasEnd ? { endedYearsAgo: Math.max(0, (now - end) / YEAR_MS) } : {}),
    });
    ended.push(dated || hasEnd ? now - end : (ended[ended.length - 1] ?? 0));
  }
  return held
    .map((item, index) => ({ item, ended: ended[index] ?? 0, index }))
    .sort((a, b) => a.ended - b.ended || a.index - b.index)
    .map(({ item }) => item);
}

/** The texts that speak of work and skills; names, contact data and references are left out. */
function profileText(profile: unknown): string {
  const basics = property(profile, 'basics');
  const parts: string[] = [plainText(property(basics, 'summary'))];
  for (const key of ['work', 'projects', 'volunteer']) {
    for (const entry of asList(property(profile, key))) {
      parts.push(plainText(property(entry, 'summary') ?? property(entry, 'description')));
      parts.push(asTexts(property(entry, 'highlights')).join('\n'));
      parts.push(asTexts(property(entry, 'keywords')).join('\n'));
    }
  }
  return parts.filter(Boolean).join('\n');
}

function totalYears(
  profile: unknown,
  held: readonly HeldRoleFact[],
  freeText: string,
  now: number,
): number | undefined {
  const attributes = property(profile, 'attributes');
  for (const key of ['yearsOfExperience', 'experienceYears', 'years']) {
    const years = asNumber(property(attributes, key));
    if (years !== undefined && years >= 0) return years;
  }
  const months = asNumber(property(attributes, 'careerMonths'));
  if (months !== undefined && months >= 0) return months / 12;
  const intervals = held.flatMap(({ years, endedYearsAgo }) => {
    if (years === undefined) return [];
    const end = now - (endedYearsAgo ?? 0) * YEAR_MS;
    return [[end - years * YEAR_MS, end] as const];
  });
  return intervals.length > 0 ? unionYears(intervals) : yearsInText(freeText.split(/[\n.]/u));
}

/** The level that the person states, else that of the latest role, the headline or wish, or the years. */
function profileSeniority(
  attributes: unknown,
  held: readonly HeldRoleFact[],
  targets: readonly RoleFact[],
  years: number | undefined,
): SeniorityLevel | undefined {
  const stated =
    seniorityOfField(property(attributes, 'seniority')) ??
    seniorityOfField(property(attributes, 'careerLevel'));
  if (stated !== undefined) return stated;
  const inTitle = held[0]?.seniority ?? targets.find(({ seniority }) => seniority)?.seniority;
  // A trainee post of years ago says nothing of today.
  if (inTitle !== undefined && !(inTitle <= 1 && years !== undefined && years >= 3)) return inTitle;
  return years === undefined ? undefined : seniorityOfYears(years);
}
