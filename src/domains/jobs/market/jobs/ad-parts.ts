import type { Random } from '../../../../core/math/random.ts';
import type { Skill } from '../../taxonomy/types.ts';
import { adWords } from '../market-data.ts';
import { article, fillIn, upperFirst } from '../words/phrases.ts';
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
  const { deskDuties, sharedDuties } = adWords();
  if (random.next() < 0.45)
    own.push(random.pick(job.work.remoteShare > 0.2 ? deskDuties : sharedDuties));
  return own;
}

function keepOrder<T>(random: Random, list: readonly T[], count: number): T[] {
  const chosen = new Set(random.shuffle(list.map((_, at) => at)).slice(0, count));
  return list.filter((_, at) => chosen.has(at));
}

function intro(random: Random, job: JobDraft, title: string, place: string): string[] {
  const { name, blurbs, sector } = job.by;
  const a = `${article(title)} ${title}`;
  const { openers, agencyOpeners } = adWords();
  const values = { a, A: upperFirst(a), title, place, name };
  const why = fillIn(random.pick(openers), values);
  const agency = fillIn(random.pick(agencyOpeners), values);
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
  const { any, german: inGerman, american, british } = adWords().closings;
  const list = [...any, '', ''];
  if (german) list.push(...inGerman, ...inGerman);
  if (job.country === 'US') list.push(...american);
  if (job.country === 'GB' || job.country === 'IE') list.push(...british);
  return fillIn(random.pick(list), { name: job.by.name });
}
