import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { educationNeed } from './read-education.ts';
import { employmentTypesOf, jobEmployment } from './read-employment.ts';
import { languagesNeeded } from './read-languages.ts';
import { licencesNeeded } from './read-licences.ts';
import { jobPay } from './read-pay.ts';
import { placeFact } from './read-place.ts';
import { readSections } from './read-sections.ts';
import { seniorityOfField, seniorityOfTitle } from './read-seniority.ts';
import { skillsOfJob } from './read-skills.ts';
import { plainText, property } from './read-values.ts';
import { jobWorkplace, remoteCountries } from './read-workplace.ts';
import { requiredYears } from './read-years.ts';
import { textSignals } from './text-signals.ts';
import { titleTokens } from './title-tokens.ts';
import type { FactSources } from './fact-sources.ts';
import type { JobFacts, SeniorityLevel } from './types.ts';

const MAX_DESCRIPTION_LENGTH = 30_000;

/** Reads a job posting, in any shape that the web uses, into facts. What cannot be read is unknown. */
export function readJobFacts(posting: object, sources: FactSources): JobFacts {
  const { lexicon, lookup } = sources;
  // No field of a job depends on the time of reading.
  const fields = sources.fields('item', posting, 0);
  const title = plainText(property(posting, 'title') ?? property(posting, 'name')).slice(0, 300);
  const description = plainText(property(posting, 'description')).slice(0, MAX_DESCRIPTION_LENGTH);
  const demands = ['qualifications', 'experienceRequirements', 'responsibilities']
    .map((key) => property(posting, key))
    .filter((value) => typeof value === 'string' || Array.isArray(value))
    .map(plainText);
  const sentences = readSections([description, ...demands].join('\n'));
  const meaning = title ? lookup.findOccupation(title) : undefined;
  const occupation = meaning?.occupation;
  const { skills, from: skillsFrom } = skillsOfJob(
    fields,
    posting,
    title,
    sentences,
    occupation,
    lookup,
  );
  const years = requiredYears(fields, sentences);
  const seniority = jobSeniority(posting, fields, seniorityOfTitle(title, meaning));
  const education = educationNeed(posting, sentences);
  const level = education.level ?? occupation?.education;
  const places = fields.places('place').map(placeFact);
  const workplace = jobWorkplace(fields, title, description, places.length > 0);
  const pay = jobPay(fields, description, lexicon);
  const datePosted = fields.time('posted');
  return {
    title,
    titleTokens: titleTokens(title),
    ...(occupation ? { occupation } : {}),
    otherOccupations: meaning?.others ?? [],
    ...(seniority === undefined ? {} : { seniority }),
    skills,
    skillsFrom,
    ...(years === undefined ? {} : { requiredYears: years }),
    ...(level === undefined ? {} : { educationLevel: level }),
    equivalentAccepted: education.equivalentAccepted,
    licences: licencesNeeded(posting, title, sentences, occupation),
    places,
    ...(workplace ? { workplace } : {}),
    remoteCountries: remoteCountries(fields),
    employmentTypes: jobEmployment(fields, title, description),
    ...(pay ? { pay } : {}),
    languages: languagesNeeded(posting, title, sentences),
    ...(datePosted === undefined ? {} : { datePosted }),
    signals: textSignals(posting, title, description),
  };
}

/** The level that the title or a field states. Years asked for are a minimum and no level. */
function jobSeniority(
  posting: object,
  fields: FieldValues,
  inTitle: SeniorityLevel | undefined,
): SeniorityLevel | undefined {
  const attributes = property(posting, 'attributes');
  if (inTitle !== undefined) return inTitle;
  if (employmentTypesOf(fields).includes('internship')) return 0;
  for (const key of ['seniority', 'careerLevel', 'level']) {
    const stated = seniorityOfField(property(attributes, key));
    if (stated !== undefined) return stated;
  }
  return undefined;
}
