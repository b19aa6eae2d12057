import type { Random } from '../../../../core/math/random.ts';
import type { Profile } from '../../../../core/types.ts';
import type { TaxonomyLookup } from '../../taxonomy/lookup.ts';
import type { Occupation, Taxonomy } from '../../taxonomy/types.ts';
import type { BaseTitles } from '../jobs/base-titles.ts';
import { localPay, payScale } from '../pay-scale.ts';
import { createToAmerican } from '../words/american.ts';
import { nameParts } from '../market-data.ts';
import { article, enumeration, lowerFirst } from '../words/phrases.ts';
import { createSkillNames } from '../words/skill-names.ts';
import { traitPhrases } from '../market-data.ts';
import { webProfile } from './web-profile.ts';
import type { Position } from './draw-career.ts';
import type { ProfileDraft } from './draw-profile.ts';

const GERMAN_SPEAKING = new Set(['DE', 'AT', 'CH']);
const LEVELS = ['Trainee ', 'Junior ', '', 'Senior ', 'Lead '];
/** Share of titles that come from a taxonomy, where one is given. */
const FOUND_SHARE = 0.3;
const STUDY_TYPES = [
  'Secondary school',
  'High school diploma',
  'Vocational training',
  'Associate degree',
  'Bachelor',
  'Master',
  'Doctorate',
];

/**
 * Creates the function that puts a drawn person into words, as a JSON Resume with `id` and `attributes`.
 * The name is drawn apart from everything else and stands in `basics.name` alone.
 */
export function createRenderProfile(
  taxonomy: Taxonomy,
  lookup: TaxonomyLookup,
  baseTitles: (occupation: Occupation) => BaseTitles,
): (random: Random, person: ProfileDraft) => Profile {
  const skills = new Map(taxonomy.skills.map((skill) => [skill.id, skill]));
  const skillNames = createSkillNames(skills);
  const toAmerican = createToAmerican();

  return function renderProfile(random, person) {
    const american = person.country === 'US' || person.country === 'CA';
    const local = american ? toAmerican : (text: string) => text;
    const title = (occupation: Occupation, seniority: number) =>
      local(positionTitle(random, occupation, seniority, person.country));
    const label = title(
      person.saysIntent ? person.wants : person.now,
      person.saysIntent && person.wants !== person.now ? 2 : person.seniority,
    );
    const spelt = person.skills.map((id) => skillNames(random, id));
    const names = spelt.map(({ listed }) => local(listed));
    const resume: Profile = {
      id: person.id,
      basics: {
        name: `${random.pick(nameParts().given)} ${random.pick(nameParts().family)}`,
        ...(random.next() < 0.88 ? { label } : {}),
        ...(random.next() < 0.6
          ? {
              summary: local(
                summary(
                  random,
                  person,
                  spelt.map(({ inText }) => inText),
                ),
              ),
            }
          : {}),
      },
      ...(person.positions.length > 0
        ? { work: person.positions.map((position) => work(random, position, title, local)) }
        : {}),
      education: [education(random, person, local)],
      skills: skillEntries(random, names),
      ...(person.licences.length > 0
        ? {
            certificates: person.licences.map((name) => ({
              name: local(name),
              ...(random.next() < 0.4
                ? { issuer: american ? 'State board' : 'Professional register' }
                : {}),
            })),
          }
        : {}),
      languages: languages(random, person),
      attributes: attributes(random, person, title),
    };
    return webProfile(random, resume, person, {
      title: label,
      skills: names,
      moreSkills: skillsNear(person.now).map((id) => local(skillNames(random, id).listed)),
    });
  };

  /** Skills of an occupation and of those near it, for people who list whatever they have heard of. */
  function skillsNear(occupation: Occupation): string[] {
    const near = [
      occupation,
      ...occupation.related.flatMap(({ id }) => lookup.occupation(id) ?? []),
    ];
    return [
      ...new Set(near.flatMap(({ coreSkills, niceSkills }) => [...coreSkills, ...niceSkills])),
    ];
  }

  function positionTitle(
    random: Random,
    occupation: Occupation,
    seniority: number,
    country: string,
  ): string {
    const { english, found, german, byRank } = baseTitles(occupation);
    const levelled = byRank.get(seniority);
    if (levelled && random.next() < (seniority >= 5 ? 1 : 0.3)) return random.pick(levelled);
    const inGerman = GERMAN_SPEAKING.has(country) && german.length > 0 && random.next() < 0.4;
    const base = inGerman
      ? random.pick(german)
      : found.length > 0 && random.next() < FOUND_SHARE
        ? random.pick(found)
        : random.next() < 0.5
          ? (english[0] as string)
          : random.pick(english);
    const simple = occupation.education <= 1;
    const before = (simple ? ['Trainee ', '', '', 'Senior ', 'Lead '] : LEVELS)[seniority] ?? '';
    return random.next() < 0.85 ? before + base : base;
  }
}

function summary(random: Random, person: ProfileDraft, names: readonly string[]): string {
  const years = Math.floor(person.years);
  const job = person.now.title;
  const since =
    years >= 2
      ? random.pick([
          `${years} years of experience as ${article(job)} ${job}.`,
          `${job} with ${years} years of experience.`,
          `I have worked as ${article(job)} ${job} for ${years} years.`,
        ])
      : random.pick([
          `At the start of my career as ${article(job)} ${job}.`,
          `New to the work of ${article(job)} ${job} and eager to learn.`,
        ]);
  const strong = names.filter((name) => name.length > 2).slice(0, 3);
  const known =
    strong.length > 0
      ? ` ${random.pick(['Strong in', 'Experienced in', 'At home with'])} ${enumeration(strong)}.`
      : '';
  const aim =
    person.wants !== person.now && person.saysIntent
      ? ` Now looking for a move: I want to work as ${article(person.wants.title)} ${person.wants.title}.`
      : random.pick([
          ' Looking for a steady position near home.',
          ' Open to new offers.',
          ' Ready for the next step.',
          '',
        ]);
  return since + known + aim;
}

function work(
  random: Random,
  position: Position,
  title: (occupation: Occupation, seniority: number) => string,
  local: (text: string) => string,
): Record<string, unknown> {
  const { occupation, seniority, employer, startMs, endMs } = position;
  const duties = random.shuffle([...occupation.tasks]).slice(0, 2 + random.integer(2));
  const form = random.next();
  return {
    name: employer.name,
    position: title(occupation, seniority),
    startDate: isoMonth(startMs),
    ...(endMs === undefined ? {} : { endDate: isoMonth(endMs) }),
    ...(form < 0.4
      ? { highlights: duties.map(local) }
      : form < 0.7
        ? { summary: local(`My duties: ${enumeration(duties.map(lowerFirst))}.`) }
        : {}),
  };
}

function education(
  random: Random,
  person: ProfileDraft,
  local: (text: string) => string,
): Record<string, unknown> {
  const level = person.education;
  const area = local(random.pick(person.now.studyAreas));
  const school = random.pick(nameParts().family);
  const { locality } = person.place;
  const institution =
    level <= 1
      ? random.pick([`${school} High School`, `${locality} High School`, `St. ${school} School`])
      : level <= 3
        ? random.pick([
            `${locality} Technical College`,
            `${school} Vocational College`,
            `${locality} Community College`,
          ])
        : random.pick([
            `${school} University`,
            `${locality} Institute of Technology`,
            `${locality} Metropolitan University`,
          ]);
  return {
    institution,
    studyType: STUDY_TYPES[level] ?? 'Secondary school',
    ...(level >= 2 ? { area } : {}),
  };
}

function skillEntries(random: Random, names: readonly string[]): Record<string, unknown>[] {
  if (random.next() < 0.25 && names.length >= 4) {
    const half = Math.ceil(names.length / 2);
    return [
      { name: 'Core skills', keywords: names.slice(0, half) },
      { name: 'Other skills', keywords: names.slice(half) },
    ];
  }
  const levels = ['Beginner', 'Intermediate', 'Advanced', 'Master'];
  return names.map((name) => ({
    name,
    ...(random.next() < 0.2 ? { level: random.pick(levels) } : {}),
  }));
}

function languages(random: Random, person: ProfileDraft): Record<string, string>[] {
  const germanHome = GERMAN_SPEAKING.has(person.country);
  const list = germanHome
    ? [
        { language: 'German', fluency: person.speaksGerman ? 'Native speaker' : 'Basic' },
        { language: 'English', fluency: random.pick(['Fluent', 'Good', 'Conversational']) },
      ]
    : [{ language: 'English', fluency: random.next() < 0.85 ? 'Native speaker' : 'Fluent' }];
  if (!germanHome && person.speaksGerman) list.push({ language: 'German', fluency: 'Fluent' });
  if (person.country === 'NL') list.push({ language: 'Dutch', fluency: 'Native speaker' });
  const others = ['spanish', 'french'].filter(
    (id) => person.skills.includes(id) && traitPhrases().has(id),
  );
  for (const id of others)
    list.push({ language: id === 'spanish' ? 'Spanish' : 'French', fluency: 'Good' });
  return list;
}

function attributes(
  random: Random,
  person: ProfileDraft,
  title: (occupation: Occupation, seniority: number) => string,
): Record<string, unknown> {
  const pay = localPay(person.desiredPay, person.country);
  const said = (chance: number) => random.next() < chance;
  return {
    ...(said(0.75)
      ? {
          desiredSalary: Math.round(pay / 500) * 500,
          salaryCurrency: payScale(person.country).currency,
        }
      : {}),
    ...(said(0.7) ? { workplace: person.workplace } : {}),
    ...(said(0.8) ? { employmentType: person.employment } : {}),
    ...(said(0.8) ? { maxCommuteKm: person.maxCommuteKm } : {}),
    ...(said(0.5) ? { willingToRelocate: person.willingToRelocate } : {}),
    ...(person.saysIntent && said(0.6) ? { desiredTitles: [title(person.wants, 2)] } : {}),
    ...(said(0.3) ? { yearsOfExperience: Math.round(person.years) } : {}),
    ...(said(0.3)
      ? {
          availability: random.pick([
            'immediately',
            'within one month',
            'notice period of three months',
          ]),
        }
      : {}),
  };
}

function isoMonth(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}
