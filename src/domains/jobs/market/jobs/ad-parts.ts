import type { Random } from '../../../../core/math/random.ts';
import type { Skill } from '../../taxonomy/types.ts';
import { article, upperFirst } from '../words/phrases.ts';
import { adNeeds, adPluses } from './ad-needs.ts';
import { adOffers, adTerms } from './ad-terms.ts';
import type { JobDraft } from './draw-job.ts';

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
    needs: adNeeds(random, job, title, skillName, skills),
    pluses: adPluses(random, job, skillName),
    offers: adOffers(random, job),
    terms: adTerms(random, job, place),
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
