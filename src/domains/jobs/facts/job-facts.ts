import { dateMs } from './read-dates.ts';
import { educationNeed } from './read-education.ts';
import { jobEmployment } from './read-employment.ts';
import { languagesNeeded } from './read-languages.ts';
import { licencesNeeded } from './read-licences.ts';
import { jobPay } from './read-pay.ts';
import { jobPlaces } from './read-place.ts';
import { readSections } from './read-sections.ts';
import { seniorityOfField, seniorityOfTitle } from './read-seniority.ts';
import { skillsOfJob } from './read-skills.ts';
import { asText, plainText, property } from './read-values.ts';
import { jobWorkplace, remoteCountries } from './read-workplace.ts';
import { requiredYears } from './read-years.ts';
import { textSignals } from './text-signals.ts';
import { titleTokens } from './title-tokens.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { JobFacts, SeniorityLevel } from './types.ts';

const MAX_DESCRIPTION_LENGTH = 30_000;

/** Reads a job posting, in any shape that the web uses, into facts. Never throws: what cannot be read is unknown. */
export function readJobFacts(posting: unknown, lookup: FactLookup): JobFacts {
  const title = plainText(property(posting, 'title') ?? property(posting, 'name')).slice(0, 300);
  const description = plainText(property(posting, 'description')).slice(0, MAX_DESCRIPTION_LENGTH);
  const demands = ['qualifications', 'experienceRequirements', 'responsibilities']
    .map((key) => property(posting, key))
    .filter((value) => typeof value === 'string' || Array.isArray(value))
    .map(plainText);
  const sentences = readSections([description, ...demands].join('\n'));
  const meaning = title ? lookup.findOccupation(title) : undefined;
  const occupation = meaning?.occupation;
  const { skills, from: skillsFrom } = skillsOfJob(posting, title, sentences, occupation, lookup);
  const years = requiredYears(posting, sentences);
  const seniority = jobSeniority(posting, seniorityOfTitle(title, meaning));
  const education = educationNeed(posting, sentences);
  const level = education.level ?? occupation?.education;
  const places = jobPlaces(posting, lookup.findPlace);
  const workplace = jobWorkplace(posting, title, description, places.length > 0);
  const pay = jobPay(posting, description);
  const datePosted = dateMs(property(posting, 'datePosted'));
  const validThrough = dateMs(property(posting, 'validThrough'), true);
  return {
    title,
    titleTokens: titleTokens(title),
    ...(occupation ? { occupation } : {}),
    ...(seniority === undefined ? {} : { seniority }),
    skills,
    skillsFrom,
    ...(years === undefined ? {} : { requiredYears: years }),
    ...(level === undefined ? {} : { educationLevel: level }),
    equivalentAccepted: education.equivalentAccepted,
    licences: licencesNeeded(posting, title, sentences, occupation),
    places,
    ...(workplace ? { workplace } : {}),
    remoteCountries: remoteCountries(posting),
    employmentTypes: jobEmployment(posting, title, description),
    ...(pay ? { pay } : {}),
    languages: languagesNeeded(posting, title, sentences),
    ...(datePosted === undefined ? {} : { datePosted }),
    ...(validThrough === undefined ? {} : { validThrough }),
    signals: textSignals(posting, title, description),
  };
}

/** The level that the title or a field states. Years asked for are a minimum and no level. */
function jobSeniority(
  posting: unknown,
  inTitle: SeniorityLevel | undefined,
): SeniorityLevel | undefined {
  const attributes = property(posting, 'attributes');
  if (inTitle !== undefined) return inTitle;
  if (/intern/i.test(asText(property(posting, 'employmentType')) ?? '')) return 0;
  for (const key of ['seniority', 'careerLevel', 'level']) {
    const stated = seniorityOfField(property(attributes, key));
    if (stated !== undefined) return stated;
  }
  return undefined;
}
