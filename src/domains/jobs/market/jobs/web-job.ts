import type { Random } from '../../../../core/math/random.ts';
import type { Item } from '../../../../core/types.ts';
import type { Place } from '../../taxonomy/types.ts';
import type { AdParts } from './ad-parts.ts';
import type { JobDraft } from './draw-job.ts';
import { payText } from './pay-text.ts';
import { webForms } from '../market-data.ts';
import { jobLocation } from '../words/write-place.ts';
import { webDescription, webTitle } from './web-text.ts';

/**
 * Turns a posting that states everything into one as pages carry it: fields left out at the rates of
 * `data/market/web.yaml`, places and terms in people's words, texts that have been through a few programs. Nothing is
 * changed in what the ad means.
 *
 * @param parts what the description says; undefined where it is no usual ad
 * @param placeOf by id
 */
export function webJob(
  random: Random,
  posting: Item,
  job: JobDraft,
  parts: AdParts | undefined,
  placeOf: (id: string) => Place | undefined,
): Item {
  const care = random.next();
  const has = (field: string): boolean => random.next() < withCare(field, care);
  const described = has('description');
  const kept: Record<string, unknown> = {
    '@context': posting['@context'],
    '@type': posting['@type'],
    title: webTitle(random, job, String(posting.title)),
    ...(described || parts === undefined
      ? { description: webDescription(random, job, String(posting.description)) }
      : {}),
  };
  if (has('identifier')) kept.identifier = posting.identifier;
  else kept[random.next() < 0.6 ? '@id' : 'id'] = job.id;
  if (has('hiringOrganization')) kept.hiringOrganization = employer(random, job, posting);
  Object.assign(kept, where(random, job, has, placeOf));
  if (has('employmentType')) kept.employmentType = employmentType(random, job, posting);
  if (has('datePosted')) kept.datePosted = written(random, posting.datePosted);
  if (has('validThrough') && posting.validThrough !== undefined) {
    kept.validThrough = written(random, posting.validThrough);
  }
  if (posting.baseSalary !== undefined && has('baseSalary')) {
    kept.baseSalary = random.next() < 0.15 ? payText(job, 'full') : posting.baseSalary;
  }
  for (const field of [
    'skills',
    'experienceRequirements',
    'educationRequirements',
    'industry',
    'occupationalCategory',
    'attributes',
  ]) {
    if (posting[field] !== undefined && has(field)) kept[field] = posting[field];
  }
  if (has('workHours')) kept.workHours = random.pick(webForms().workHours);
  if (has('qualifications')) {
    const asked = posting.qualifications ?? parts?.needs.join('; ');
    if (asked !== undefined) kept.qualifications = asked;
  }
  if (parts !== undefined && has('responsibilities')) {
    kept.responsibilities = parts.duties.join('. ');
  }
  return kept as Item;
}

/** The chance of a field on a page whose makers took some care, 0–1; over all pages it is the field's share. */
function withCare(field: string, care: number): number {
  const share = webForms().fields.get(field) ?? 0;
  return share + 1.8 * (care - 0.5) * Math.min(share, 1 - share);
}

function employer(random: Random, job: JobDraft, posting: Item): unknown {
  const form = random.next();
  return form < 0.15 ? job.by.name : posting.hiringOrganization;
}

function where(
  random: Random,
  job: JobDraft,
  has: (field: string) => boolean,
  placeOf: (id: string) => Place | undefined,
): Record<string, unknown> {
  const remote = job.workplace === 'remote';
  const stated = has('jobLocation');
  const fields: Record<string, unknown> = {};
  if (remote && has('jobLocationType')) {
    fields.jobLocationType = 'TELECOMMUTE';
    if (random.next() < 0.5) {
      fields.applicantLocationRequirements = { '@type': 'Country', name: job.country };
    }
  }
  if (!stated) return fields;
  const withPoint = job.quality !== 'spam' && random.next() < 0.3;
  const places = job.sites.flatMap((site) => {
    const place = placeOf(site.place);
    return place === undefined ? [] : [jobLocation(random, place, site, withPoint)];
  });
  fields.jobLocation = places.length > 1 ? places : places[0];
  return fields;
}

function employmentType(random: Random, job: JobDraft, posting: Item): unknown {
  const form = random.next();
  if (form < 0.35) return posting.employmentType;
  return random.pick(webForms().employment.get(job.employment) ?? [job.employment]);
}

function written(random: Random, day: unknown): string {
  return random.next() < 0.3 ? `${String(day)}T08:00:00.000Z` : String(day);
}
