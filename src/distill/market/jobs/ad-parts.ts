import type { Random } from '../../../core/math/random.ts';
import type { Skill } from '../../taxonomy/types.ts';
import { SHIFT_FIELDS } from '../demand.ts';
import { article, enumeration, lowerFirst, upperFirst } from '../words/phrases.ts';
import { studyAreas } from '../words/study-areas.ts';
import { TRAIT_PHRASES } from '../words/traits.ts';
import { BENEFITS, DESK_BENEFITS } from './benefits.ts';
import type { JobDraft } from './draw-job.ts';
import { payText } from './pay-text.ts';

/** The contents of an ad, before they are laid out. */
export interface AdParts {
  title: string;
  /** Sentences about employer and occasion. */
  intro: string[];
  duties: string[];
  needs: string[];
  pluses: string[];
  offers: string[];
  /** Sentences about hours and pay. */
  terms: string[];
  closing: string;
}

/** Gathers what an ad says. `skillName` picks a spelling of a skill for use inside a sentence. */
export function adParts(
  random: Random,
  job: JobDraft,
  title: string,
  skillName: (id: string) => string,
  skills: ReadonlyMap<string, Skill>,
): AdParts {
  const place = job.places[0]?.locality ?? '';
  return {
    title,
    intro: intro(random, job, title, place),
    duties: duties(random, job),
    needs: needs(random, job, title, skillName, skills),
    pluses: pluses(random, job, skillName),
    offers: offers(random, job),
    terms: terms(random, job, place),
    closing: closing(random, job),
  };
}

function duties(random: Random, job: JobDraft): string[] {
  const own = keepOrder(random, job.work.tasks, 3 + random.integer(4));
  if (random.next() < 0.45)
    own.push(random.pick(job.work.remoteShare > 0.2 ? DESK_DUTIES : SHARED_DUTIES));
  return own;
}

/** Duties that come with almost any job. */
const SHARED_DUTIES: readonly string[] = [
  'Help to train new colleagues',
  'Keep the work area safe and tidy',
  'Stand in for colleagues who are on holiday',
  'Follow our safety rules',
  'Tell the team leader what could run better',
  'Keep simple records of your work',
];
const DESK_DUTIES: readonly string[] = [
  'Keep documentation up to date',
  'Take part in the weekly team meeting',
  'Work with colleagues from other departments',
  'Help to improve how we work',
  'Support trainees and new colleagues',
  'Report on progress every month',
];

function keepOrder<T>(random: Random, list: readonly T[], count: number): T[] {
  const chosen = new Set(random.shuffle(list.map((_, at) => at)).slice(0, count));
  return list.filter((_, at) => chosen.has(at));
}

function intro(random: Random, job: JobDraft, title: string, place: string): string[] {
  const { name, blurbs, sector } = job.by;
  const a = `${article(title)} ${title}`;
  const why = random.pick([
    `We are looking for ${a} to join us in ${place}.`,
    `For our team in ${place} we are looking for ${a}.`,
    `Our team in ${place} is growing, and we would like to fill the position of ${title} soon.`,
    `A colleague is retiring, so we need ${a} who likes to stay.`,
    `${upperFirst(a)} is missing in our team in ${place}. Is it you?`,
    `We need ${a} to start as soon as possible.`,
    `${name} is hiring ${a}.`,
    `Join ${name} as ${a}.`,
  ]);
  const agency = random.pick([
    `On behalf of our client in ${place} we are looking for ${a}.`,
    `Our client in ${place} is hiring ${a}, with a view to a permanent contract.`,
  ]);
  const opener = sector.agency && random.next() < 0.8 ? agency : why;
  const about: string[] = [];
  for (const blurb of random.shuffle([...blurbs]).slice(0, random.integer(3))) {
    // One sentence that begins with the name is enough.
    if (!(blurb.startsWith(name) && about.some((other) => other.startsWith(name)))) {
      about.push(blurb.replaceAll('{p}', place));
    }
  }
  return random.next() < 0.6 ? [...about, opener] : [opener, ...about];
}

function needs(
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
  const traits = job.coreSkills.filter((id) => Object.hasOwn(TRAIT_PHRASES, id));
  const crafts = job.coreSkills.filter((id) => !Object.hasOwn(TRAIT_PHRASES, id) && skills.has(id));
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
  const phrases = TRAIT_PHRASES[id] ?? [];
  const american = job.country === 'US' || job.country === 'CA';
  const fitting = phrases.filter((phrase) =>
    american ? !/licence|class B/u.test(phrase) : !/license|lbs/u.test(phrase),
  );
  return random.pick(fitting.length > 0 ? fitting : phrases);
}

const ONE_SKILL = [
  (name: string) => `Experience with ${name}`,
  (name: string) => `Good knowledge of ${name}`,
  (name: string) => upperFirst(name),
  (name: string) => `Confident with ${name}`,
  (name: string) => `You know your way around ${name}`,
];
const SOME_SKILLS = [
  (names: string) => `Experience with ${names}`,
  (names: string) => upperFirst(names),
  (names: string) => `Working knowledge of ${names}`,
  (names: string) => `Skills in ${names}`,
];

/** Skills as requirements: alone or together, no wording twice. */
function craftNeeds(random: Random, names: string[]): string[] {
  const list: string[] = [];
  const one = random.shuffle([...ONE_SKILL]);
  const some = random.shuffle([...SOME_SKILLS]);
  for (let at = 0; at < names.length;) {
    const take = Math.min(names.length - at, random.pick([1, 1, 2, 3]));
    const part = names.slice(at, at + take);
    at += take;
    const wording = (take === 1 ? one : some).pop();
    list.push(wording ? wording(enumeration(part)) : upperFirst(enumeration(part)));
  }
  return list;
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
  const area = random.pick(studyAreas(job.work));
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

function pluses(random: Random, job: JobDraft, skillName: (id: string) => string): string[] {
  const names = job.niceSkills
    .filter((id) => !Object.hasOwn(TRAIT_PHRASES, id))
    .slice(0, 4)
    .map(skillName);
  if (names.length === 0) return [];
  const all = enumeration(names, random.next() < 0.5 ? 'and' : 'or');
  return [
    random.pick([
      `Nice to have: ${all}`,
      `${upperFirst(all)} would be a plus`,
      `A plus: ${all}`,
      `Ideally also ${all}`,
    ]),
  ];
}

function offers(random: Random, job: JobDraft): string[] {
  const own = BENEFITS[job.country] ?? [];
  const desk = job.work.remoteShare > 0.22 ? DESK_BENEFITS : [];
  const american = job.country === 'US' || job.country === 'CA';
  const shared = (BENEFITS['*'] ?? []).filter((text) => !american || !text.startsWith('Rota'));
  const usable = [...own, ...desk, ...shared].filter(
    (text) =>
      !(job.employment === 'CONTRACTOR' && /pension|401|Permanent|insurance|leave/u.test(text)) &&
      !(job.workplace === 'remote' && /parking|coffee|bus|Work clothes/u.test(text)) &&
      !(job.work.remoteShare > 0.2 && /Work clothes/u.test(text)),
  );
  return random.shuffle(usable).slice(0, 2 + random.integer(4));
}

function terms(random: Random, job: JobDraft, place: string): string[] {
  const list: string[] = [];
  const hours = {
    FULL_TIME: [
      'This is a full-time position.',
      'Full-time, Monday to Friday.',
      'Full time, permanent.',
      'Full-time; 38 to 40 hours a week.',
    ],
    PART_TIME: [
      'Part-time, around 20 hours a week.',
      'Part-time; hours can be arranged.',
      '16 to 24 hours a week, on three or four days.',
    ],
    CONTRACTOR: [
      'Contract for six months, with an option to extend.',
      'Freelance, about three days a week.',
    ],
    TEMPORARY: [
      'Temporary for the season, with a chance of staying.',
      'Fixed-term for twelve months.',
    ],
    INTERN: ['Paid internship of three to six months.', 'Internship, 20 to 40 hours a week.'],
    PER_DIEM: [
      'Shifts as you choose, paid per hour.',
      'Per diem; you tell us when you are available.',
    ],
  }[job.employment];
  const shifts = SHIFT_FIELDS.has(job.work.field);
  const usable = hours.filter((text) => !(shifts && text.includes('Monday to Friday')));
  if (random.next() < 0.75) list.push(random.pick(usable));
  if (job.workplace === 'remote')
    list.push(
      random.pick([
        'You work from home, anywhere in the country.',
        'This role is fully remote.',
        'Remote position; we meet in person twice a year.',
      ]),
    );
  if (job.workplace === 'hybrid')
    list.push(
      random.pick([
        `Hybrid: two or three days a week in our office in ${place}.`,
        'Hybrid work, two days a week from home.',
        `Hybrid working from our ${place} office.`,
      ]),
    );
  if (job.statedPay !== undefined && random.next() < 0.45) {
    const pay = payText(job, 'full');
    list.push(random.pick([`Pay: ${pay}.`, `We pay ${pay}, depending on experience.`, `${pay}.`]));
  }
  return list;
}

function closing(random: Random, job: JobDraft): string {
  const german = job.country === 'DE' || job.country === 'AT' || job.country === 'CH';
  const list = [
    'Apply with a short CV; no cover letter needed.',
    'We look forward to hearing from you.',
    'Sounds good? Then apply today.',
    'Questions? Just ask, we answer within two days.',
    'Interviews are held as applications come in.',
    '',
    '',
  ];
  if (german) list.push('Wir freuen uns auf Ihre Bewerbung!', 'Wir freuen uns auf Ihre Bewerbung!');
  if (job.country === 'US')
    list.push(
      'We are an equal opportunity employer.',
      `${job.by.name} is an equal opportunity employer and welcomes applications from everyone.`,
    );
  if (job.country === 'GB' || job.country === 'IE')
    list.push('We welcome applications from all parts of the community.');
  return random.pick(list);
}
