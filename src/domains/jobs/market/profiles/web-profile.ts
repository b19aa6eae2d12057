import type { Random } from '../../../../core/math/random.ts';
import type { Profile } from '../../../../core/types.ts';
import type { ProfileDraft } from './draw-profile.ts';
import { webForms } from '../market-data.ts';
import { fillIn } from '../words/phrases.ts';
import { addressParts, placeLine } from '../words/write-place.ts';

/** What the shapes of a profile are made of. */
export interface ProfileWords {
  /** What the person is or wants to be called. */
  title: string;
  /** Their skills in words, most important first. */
  skills: readonly string[];
  /** Skills of the trades near theirs, for those who list everything. */
  moreSkills: readonly string[];
}

/**
 * Turns a résumé that states everything into one as people keep it: some with streets and coordinates, some with a
 * headline in prose, fifty skills or none, the whole of it in one text, or hardly anything.
 */
export function webProfile(
  random: Random,
  resume: Profile,
  person: ProfileDraft,
  words: ProfileWords,
): Profile {
  const basics = resume.basics as Record<string, unknown>;
  const form = random.next();
  const place = location(random, person);
  const located = place === undefined ? {} : { location: place };
  const { name } = basics;
  if (form < 0.06) return hardlyAnything(random, resume, { name, label: words.title, ...located });
  if (form < 0.12) {
    const summary = inOneText(random, person, words);
    return { id: resume.id, basics: { name, summary, ...located } } as Profile;
  }
  const { location: _tidy, ...about } = basics;
  const kept: Record<string, unknown> = { ...resume, basics: { ...about, ...located } };
  if (basics.label !== undefined && random.next() < 0.12) {
    (kept.basics as Record<string, unknown>).label = headline(random, person, words);
  }
  kept.skills = skills(random, resume, words);
  if (kept.skills === undefined) delete kept.skills;
  if (random.next() < 0.3) delete kept.education;
  if (random.next() < 0.5) delete kept.languages;
  if (random.next() < 0.15) delete kept.certificates;
  if (kept.work !== undefined && random.next() < 0.1) {
    kept.experience = kept.work;
    delete kept.work;
  }
  kept.attributes = Object.fromEntries(
    Object.entries(resume.attributes ?? {}).filter(([key]) => {
      const isWish = key === 'desiredTitles' || key.startsWith('salary');
      return isWish || random.next() < 0.6;
    }),
  );
  return kept as Profile;
}

function hardlyAnything(random: Random, resume: Profile, basics: object): Profile {
  const latest = (resume.work as { position?: unknown }[] | undefined)?.[0]?.position;
  const work = latest !== undefined && random.next() < 0.5 ? { work: [{ position: latest }] } : {};
  return { id: resume.id, basics, ...work } as Profile;
}

/** Coordinates stand in half of all, a street in one of ten; one of twenty says nothing. */
function location(random: Random, { place, site }: ProfileDraft): unknown {
  const form = random.next();
  if (form < 0.05) return undefined;
  if (form < 0.1) return placeLine(random, place);
  const { region, country } = addressParts(random, place);
  const withCode = country !== undefined && country.length === 2;
  return {
    ...(random.next() < 0.1 ? { address: random.pick(webForms().streets) } : {}),
    city: place.locality,
    ...(region === undefined ? {} : { region }),
    ...(country === undefined ? {} : { [withCode ? 'countryCode' : 'country']: country }),
    ...(random.next() < 0.5 ? { latitude: site.latitude, longitude: site.longitude } : {}),
  };
}

function headline(random: Random, person: ProfileDraft, { title, skills: own }: ProfileWords) {
  const patterns = webForms().labels.filter(
    (pattern) => own.length > 1 || !pattern.includes('{skill'),
  );
  return fillIn(random.pick(patterns), {
    title,
    skill: own[0] ?? '',
    skill2: own[1] ?? '',
    years: String(Math.max(1, Math.round(person.years))),
    name: person.positions[0]?.employer.name ?? person.place.locality,
  });
}

function skills(random: Random, resume: Profile, words: ProfileWords): unknown {
  const form = random.next();
  if (form < 0.1) return undefined;
  if (form < 0.35) return words.skills.slice(0, 2 + random.integer(3)).map((name) => ({ name }));
  if (form < 0.39) {
    const all = [...new Set([...words.skills, ...random.shuffle([...words.moreSkills])])];
    return all.slice(0, 50).map((name) => ({ name }));
  }
  if (form < 0.47) return [...words.skills];
  return resume.skills;
}

/** A whole life in one text, as it is pasted into a form. */
function inOneText(random: Random, person: ProfileDraft, { title, skills: own }: ProfileWords) {
  const years = Math.round(person.years);
  const roles = person.positions.map(({ occupation, employer, startMs, endMs }) => {
    const from = new Date(startMs).getUTCFullYear();
    const to = endMs === undefined ? 'today' : new Date(endMs).getUTCFullYear();
    return `${from} - ${to} ${occupation.title}, ${employer.name}`;
  });
  return [
    `${title}${years > 0 ? `, ${years} years of experience` : ''}, living in ${placeLine(random, person.place)}.`,
    own.length > 0 ? `Skills: ${own.join(', ')}.` : '',
    ...roles,
    person.licences.length > 0 ? `Licences: ${person.licences.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(random.next() < 0.5 ? ' ' : '\n');
}
