import type { Random } from '../../../../core/math/random.ts';
import type { Item } from '../../../../core/types.ts';
import type { Occupation, Taxonomy } from '../../taxonomy/types.ts';
import { createToAmerican } from '../words/american.ts';
import { yearsAsked } from './ad-needs.ts';
import { adParts } from './ad-parts.ts';
import type { BaseTitles } from './base-titles.ts';
import type { JobDraft } from './draw-job.ts';
import { jobTitle } from './job-title.ts';
import { layOut } from './lay-out.ts';
import { payText, statedPayOf } from './pay-text.ts';
import { spamAd, thinDescription } from './spam.ts';
import { createSkillNames } from '../words/skill-names.ts';
import { webJob } from './web-job.ts';

/** Creates the function that puts a drawn job into words, as a schema.org JobPosting. */
export function createRenderJob(
  taxonomy: Taxonomy,
  baseTitles: (occupation: Occupation) => BaseTitles,
): (random: Random, job: JobDraft) => Item {
  const skills = new Map(taxonomy.skills.map((skill) => [skill.id, skill]));
  const skillNames = createSkillNames(skills);
  const toAmerican = createToAmerican();
  const fieldNames = new Map(taxonomy.fields.map(({ id, name }) => [id, name]));
  const places = new Map(taxonomy.places.map((place) => [place.id, place]));
  const placeOf = (id: string) => places.get(id);

  return function renderJob(random, job) {
    const american = job.country === 'US' || job.country === 'CA';
    const local = american ? toAmerican : (text: string) => text;
    const title = jobTitle(random, job, baseTitles(job.claims), local);
    const skillName = (id: string) => local(skillNames(random, id).listed);
    const inText = (id: string) => local(skillNames(random, id).inText);
    const spam = job.quality === 'spam' ? spamAd(random, job) : undefined;
    const parts =
      spam || job.quality === 'thin'
        ? undefined
        : adParts(random, job, title.plain, inText, skills);
    const description = spam
      ? spam.description
      : parts === undefined
        ? thinDescription(random, job, title.plain)
        : local(layOut(random, parts, job.by.style));
    const stated = [...job.coreSkills, ...job.niceSkills.slice(0, 3)];
    const posting: Item = {
      '@context': 'https://schema.org/',
      '@type': 'JobPosting',
      identifier: identifier(random, job),
      title: spam?.title ?? title.shown,
      description,
      hiringOrganization: { '@type': 'Organization', name: spam?.employer ?? job.by.name },
      employmentType: employmentType(random, job),
      datePosted: isoDate(job.postedMs),
      ...(random.next() < 0.85 ? { validThrough: isoDate(job.validThroughMs) } : {}),
      ...(spam || job.quality === 'thin'
        ? {}
        : requirements(random, job, stated, skillName, local)),
      ...salary(random, job),
      ...(random.next() < 0.8 && !spam ? { industry: job.by.sector.industry } : {}),
      ...(random.next() < 0.45 && !spam
        ? { occupationalCategory: category(random, job.claims, fieldNames, local) }
        : {}),
      ...attributes(random, job, american),
    };
    return webJob(random, posting, job, parts, placeOf);
  };
}

function identifier(random: Random, job: JobDraft): unknown {
  return random.next() < 0.2
    ? { '@type': 'PropertyValue', name: job.by.name, value: job.id }
    : job.id;
}

function employmentType(random: Random, job: JobDraft): string | string[] {
  if (job.employment === 'FULL_TIME' && random.next() < 0.08) return ['FULL_TIME', 'PART_TIME'];
  if (job.employment === 'INTERN') return random.next() < 0.5 ? ['INTERN', 'PART_TIME'] : 'INTERN';
  return random.next() < 0.15 ? [job.employment] : job.employment;
}

function requirements(
  random: Random,
  job: JobDraft,
  stated: readonly string[],
  skillName: (id: string) => string,
  local: (text: string) => string,
): Record<string, unknown> {
  const years = yearsAsked(job);
  const names = stated.map(skillName);
  const credential = [
    '',
    'high school',
    'professional certificate',
    'associate degree',
    'bachelor degree',
    'postgraduate degree',
    'postgraduate degree',
  ][job.education];
  const form = random.next();
  return {
    ...(form < 0.62 ? { skills: names } : form < 0.88 ? { skills: names.join(', ') } : {}),
    ...(years > 0 && random.next() < 0.7
      ? {
          experienceRequirements:
            random.next() < 0.65
              ? { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: years * 12 }
              : `${years}+ years of experience`,
        }
      : {}),
    ...(credential && random.next() < 0.6
      ? {
          educationRequirements:
            random.next() < 0.7
              ? { '@type': 'EducationalOccupationalCredential', credentialCategory: credential }
              : `${credential} (${random.pick(job.work.studyAreas)})`,
        }
      : {}),
    ...(job.licences.length > 0 && random.next() < 0.8
      ? { qualifications: job.licences.map(local).join('; ') }
      : {}),
  };
}

function salary(random: Random, job: JobDraft): Record<string, unknown> {
  const pay = statedPayOf(job);
  // Some state pay in the text alone.
  if (!pay || random.next() < 0.08) return {};
  return {
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: pay.currency,
      value:
        pay.min === pay.max || random.next() < 0.2
          ? { '@type': 'QuantitativeValue', value: pay.max, unitText: pay.unit }
          : {
              '@type': 'QuantitativeValue',
              minValue: pay.min,
              maxValue: pay.max,
              unitText: pay.unit,
            },
    },
  };
}

function category(
  random: Random,
  occupation: Occupation,
  fieldNames: ReadonlyMap<string, string>,
  local: (text: string) => string,
): string {
  return random.next() < 0.5
    ? local(occupation.title)
    : (fieldNames.get(occupation.field) ?? occupation.field);
}

function attributes(random: Random, job: JobDraft, american: boolean): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  if (random.next() < 0.5) values.workplace = job.workplace;
  if (random.next() < 0.2) values.directApply = random.next() < 0.6;
  if (random.next() < 0.15) values.openings = 1 + random.integer(8);
  if (!american && job.needsGerman && random.next() < 0.5) values.languages = ['German'];
  if (random.next() < 0.1 && job.statedPay !== undefined) values.payNote = payText(job, 'full');
  return Object.keys(values).length > 0 ? { attributes: values } : {};
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
