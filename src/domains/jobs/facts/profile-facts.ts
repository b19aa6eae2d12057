import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { middleOf } from '../../../core/reading/read-amount.ts';
import { readTime } from '../../../core/reading/read-time.ts';
import type { Lexicon } from '../../../core/reading/lexicon.ts';
import { educationHeld } from './read-education.ts';
import { employmentTypesOf } from './read-employment.ts';
import { languagesSpoken } from './read-languages.ts';
import { licencesHeld } from './read-licences.ts';
import { payOf } from './read-pay.ts';
import { placeFact } from './read-place.ts';
import { seniorityOfField, seniorityOfTitle, seniorityOfYears } from './read-seniority.ts';
import { skillsOfProfile } from './read-skills.ts';
import { asList, asNumber, asText, asTexts, plainText, property } from './read-values.ts';
import { workplacesOf } from './read-workplace.ts';
import { yearsInText } from './read-years.ts';
import { titleTokens } from './title-tokens.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { FactSources } from './fact-sources.ts';
import type { HeldRoleFact, ProfileFacts, RoleFact, SeniorityLevel } from './types.ts';

/** The length of a mean year in milliseconds. */
const YEAR_MS = 365.25 * 86_400_000;

const WISH_KEYS = [
  'targetTitles',
  'desiredTitles',
  'desiredTitle',
  'desiredJobs',
  'positionsOfInterest',
  'targetOccupations',
];

/**
 * Reads a JSON Resume into facts, seen from `now` (ms since 1970 UTC). What cannot be read is unknown. Name, image, contact data, birth date, gender and every other protected attribute are not
 * looked at; of education only level and completion are.
 */
export function readProfileFacts(profile: object, sources: FactSources, now: number): ProfileFacts {
  const { lexicon, lookup } = sources;
  const fields = sources.fields('profile', profile, now);
  const basics = property(profile, 'basics');
  const attributes = property(profile, 'attributes');
  const label =
    asText(property(basics, 'label')) ??
    asText(property(basics, 'headline')) ??
    asText(property(profile, 'headline'));
  const held = heldRoles(profile, lookup, lexicon, now);
  const wishes = [...new Set(WISH_KEYS.flatMap((key) => asTexts(property(attributes, key))))];
  const stated = wishes.length > 0 ? wishes : label ? [label] : [];
  const targets = stated.length > 0 ? stated.map((title) => role(title, lookup)) : held.slice(0, 1);
  const freeText = profileText(profile);
  const titles = [label ?? '', ...held.map(({ title }) => title)].join('\n');
  const { skills, known } = skillsOfProfile(fields, titles, freeText, lookup);
  const years = totalYears(attributes, fields, freeText);
  const seniority = profileSeniority(attributes, held, targets, years);
  const level = educationHeld(profile, now);
  const [place] = fields.places('place');
  const reach = fields.range('maxCommute');
  const commute = reach && middleOf(reach);
  const [relocates] = fields.texts('relocation');
  const pay = payOf(fields);
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
    ...(place ? { place: placeFact(place) } : {}),
    workplaceWish: workplacesOf(fields),
    ...(commute !== undefined && commute > 0 ? { maxCommuteKm: commute } : {}),
    ...(relocates === undefined ? {} : { willingToRelocate: relocates === 'true' }),
    employmentWish: employmentTypesOf(fields),
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
function heldRoles(
  profile: object,
  lookup: FactLookup,
  lexicon: Lexicon,
  now: number,
): HeldRoleFact[] {
  const held: HeldRoleFact[] = [];
  const ended: number[] = [];
  for (const entry of entriesOf(profile, ['work', 'experience'])) {
    const title = titleOf(entry);
    if (!title) continue;
    const start = readTime(property(entry, 'startDate'), lexicon);
    const stated = readTime(property(entry, 'endDate'), lexicon, true);
    const hasEnd = !Number.isNaN(stated);
    const end = hasEnd ? Math.min(stated, now) : now;
    const dated = start < end;
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

function entriesOf(profile: object, keys: readonly string[]): unknown[] {
  return keys.flatMap((key) => asList(property(profile, key)));
}

function titleOf(entry: unknown): string | undefined {
  if (typeof entry === 'string') return asText(entry);
  for (const key of ['position', 'title', 'jobTitle']) {
    const title = asText(property(entry, key));
    if (title) return title;
  }
  return undefined;
}

/** The texts that speak of work and skills; names, contact data and references are left out. */
function profileText(profile: object): string {
  const basics = property(profile, 'basics');
  const parts = [plainText(property(basics, 'summary') ?? property(profile, 'summary'))];
  for (const entry of entriesOf(profile, ['work', 'experience', 'projects', 'volunteer'])) {
    parts.push(plainText(property(entry, 'summary') ?? property(entry, 'description')));
    parts.push(asTexts(property(entry, 'highlights')).join('\n'));
    parts.push(asTexts(property(entry, 'keywords')).join('\n'));
  }
  return parts.filter(Boolean).join('\n');
}

/** Years that are stated, else those of the field, which dates of roles give too, else what the texts tell. */
function totalYears(
  attributes: unknown,
  fields: FieldValues,
  freeText: string,
): number | undefined {
  for (const key of ['yearsOfExperience', 'experienceYears', 'years']) {
    const years = asNumber(property(attributes, key));
    if (years !== undefined && years >= 0) return years;
  }
  const months = fields.range('monthsOfExperience');
  return months ? middleOf(months) / 12 : yearsInText(freeText.split(/[\n.]/u));
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
