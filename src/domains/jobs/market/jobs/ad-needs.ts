import type { Random } from '../../../../core/math/random.ts';
import type { Skill } from '../../taxonomy/types.ts';
import { SHIFT_FIELDS } from '../demand.ts';
import { article, enumeration, fillIn, lowerFirst, upperFirst } from '../words/phrases.ts';
import { adWords, traitPhrases } from '../market-data.ts';
import type { JobDraft } from './draw-job.ts';

/** What an ad asks for, each as one line. */
export function adNeeds(
  random: Random,
  job: JobDraft,
  title: string,
  skillName: (id: string) => string,
  skills: ReadonlyMap<string, Skill>,
): string[] {
  const list: string[] = [];
  const experience = experienceNeed(random, job);
  if (experience) list.push(experience);
  const education = educationNeed(random, job);
  if (education && job.seniority > 0 && random.next() < 0.75) list.push(education);
  for (const licence of job.licences) list.push(licenceNeed(random, job, licence));
  const traits = job.coreSkills.filter((id) => traitPhrases().has(id));
  const crafts = job.coreSkills.filter((id) => !traitPhrases().has(id) && skills.has(id));
  list.push(...craftNeeds(random, crafts.map(skillName)));
  for (const id of traits.slice(0, 2)) list.push(traitPhrase(random, job, id));
  if (traits.length === 0 && random.next() < 0.6) {
    list.push(
      traitPhrase(
        random,
        job,
        random.pick([
          'communication',
          'teamwork',
          'reliability',
          'organisation',
          'problem-solving',
        ]),
      ),
    );
  }
  if (job.needsGerman) list.push(traitPhrase(random, job, 'german'));
  if (SHIFT_FIELDS.has(job.work.field) && random.next() < 0.35)
    list.push(traitPhrase(random, job, 'shift-work'));
  return [...new Set(list)].filter((need) => !need.includes(title));
}

function traitPhrase(random: Random, job: JobDraft, id: string): string {
  const phrases = traitPhrases().get(id) ?? [];
  const american = job.country === 'US' || job.country === 'CA';
  const fitting = phrases.filter((phrase) =>
    american ? !/licence|class B/u.test(phrase) : !/license|lbs/u.test(phrase),
  );
  return random.pick(fitting.length > 0 ? fitting : phrases);
}

/** Skills as requirements: alone or together, no wording twice. */
function craftNeeds(random: Random, names: string[]): string[] {
  const list: string[] = [];
  const one = random.shuffle([...adWords().oneSkill]);
  const some = random.shuffle([...adWords().someSkills]);
  for (let at = 0; at < names.length;) {
    const take = Math.min(names.length - at, random.pick([1, 1, 2, 3]));
    const part = names.slice(at, at + take);
    at += take;
    const wording = (take === 1 ? one : some).pop();
    list.push(fillIn(wording ?? '{Skill}', skillValues(enumeration(part))));
  }
  return list;
}

function skillValues(skill: string): Record<string, string> {
  return { skill, Skill: upperFirst(skill) };
}

const YEARS_ASKED: readonly number[] = [0, 0, 2, 5, 6, 7, 10];

/** Years of experience that a job asks for. Simple work asks for none below the level of a lead. */
export function yearsAsked(job: JobDraft): number {
  if (job.work.education <= 1) return [0, 0, 0, 2, 3, 3, 5][job.seniority] ?? 0;
  return YEARS_ASKED[job.seniority] ?? 2;
}

function experienceNeed(random: Random, job: JobDraft): string {
  const base = lowerJobName(job);
  if (job.seniority === 0)
    return random.pick([
      'Currently studying or about to finish school',
      'Interest in the work and willingness to learn',
    ]);
  if (job.seniority === 1)
    return random.pick([
      'No experience needed, we train you',
      'First experience from an internship or training is welcome',
      'No previous experience required',
    ]);
  if (job.seniority === 2 && job.work.education <= 1) {
    return random.pick([
      'Experience is welcome but not a must',
      'At least 6 months of experience in a similar job',
      '1 year of experience preferred',
      'No previous experience required, full training given',
      `Some experience as ${article(base)} ${base}`,
    ]);
  }
  const years = yearsAsked(job);
  return random.pick([
    `At least ${years} years of experience as ${article(base)} ${base}`,
    `${years}+ years of experience in a similar role`,
    `${years}–${years + 3} years of professional experience`,
    `Minimum of ${years} years’ experience`,
  ]);
}

function lowerJobName(job: JobDraft): string {
  return job.work.title
    .split(' ')
    .map((word) => (/^(?:[A-Z]{2,}|English|German)/u.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

function educationNeed(random: Random, job: JobDraft): string {
  const area = random.pick(job.work.studyAreas);
  const american = job.country === 'US' || job.country === 'CA';
  switch (job.education) {
    case 0:
      return '';
    case 1:
      return american
        ? random.pick(['High school diploma or GED', 'High school diploma'])
        : random.pick(
            job.country === 'GB'
              ? ['Good secondary school education', 'GCSEs or equivalent']
              : ['Good secondary school education', 'School leaving certificate'],
          );
    case 2:
      return american
        ? random.pick([
            `Vocational certificate in ${area} or equivalent experience`,
            `Trade school or apprenticeship in ${area}`,
          ])
        : random.pick([
            `Completed apprenticeship in ${area}`,
            job.country === 'GB'
              ? `NVQ level 3 in ${area} or similar`
              : `Vocational training in ${area}`,
          ]);
    case 3:
      return random.pick([
        `Associate degree in ${area} or equivalent experience`,
        `Two-year degree in ${area}`,
      ]);
    case 4:
      return random.pick([
        `Bachelor’s degree in ${area} or a related field`,
        `Bachelor’s degree in ${area} or equivalent experience`,
        `Degree in ${area}, bachelor’s level`,
      ]);
    case 5:
      return random.pick([
        `Master’s degree in ${area}`,
        `Master’s degree in ${area} or a related field`,
      ]);
    default:
      return random.pick([
        `Doctoral degree in ${area}`,
        `Completed doctorate or professional doctorate in ${area}`,
      ]);
  }
}

function licenceNeed(random: Random, job: JobDraft, licence: string): string {
  const small = lowerFirst(licence);
  return job.country === 'US' || job.country === 'CA'
    ? random.pick([`Active ${small}`, `Current ${small} in good standing`, `${licence} required`])
    : random.pick([`Valid ${small}`, `${licence} required`, `Current ${small}`]);
}

/** What an ad would like in addition. */
export function adPluses(
  random: Random,
  job: JobDraft,
  skillName: (id: string) => string,
): string[] {
  const names = job.niceSkills
    .filter((id) => !traitPhrases().has(id))
    .slice(0, 4)
    .map(skillName);
  if (names.length === 0) return [];
  const all = enumeration(names, random.next() < 0.5 ? 'and' : 'or');
  return [fillIn(random.pick(adWords().pluses), skillValues(all))];
}
