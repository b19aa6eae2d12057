import type { Occupation } from '../taxonomy/types.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { asText, normalizeText, property } from './read-values.ts';
import type { AdSentence } from './read-sections.ts';
import { isLanguageSkill, skillWeight } from './skill-weights.ts';
import type { SkillImportance } from './skill-weights.ts';
import type { JobFacts, SkillFact } from './types.ts';

const MAX_NAME_WORDS = 5;

/** The skills that one listed entry means: those of the taxonomy, else the entry's own words where it is short. */
export function skillsOfEntry(entry: string, lookup: FactLookup): SkillFact[] {
  const found = lookup.findSkills(entry);
  if (found.length > 0) return found.map(({ id, name }) => skillFact(id, name, 'required'));
  const normalized = normalizeText(entry);
  if (!normalized || normalized.split(' ').length > MAX_NAME_WORDS) return [];
  return [skillFact(`text:${normalized}`, entry.replace(/\s+/gu, ' ').trim(), 'required')];
}

function skillFact(
  key: string,
  name: string,
  importance: SkillImportance,
  foreign = false,
): SkillFact {
  const required = importance === 'required' && !foreign;
  return { key, name, required, weight: skillWeight(key, importance, foreign) };
}

/** The skills that an occupation or one of its neighbours uses; undefined, which excludes nothing, for an unknown one. */
function neighbourhood(
  occupation: Occupation | undefined,
  lookup: FactLookup,
): ReadonlySet<string> | undefined {
  if (!occupation) return undefined;
  const near = occupation.related.flatMap(({ id }) => lookup.occupation(id) ?? []);
  return new Set(
    [occupation, ...near].flatMap(({ coreSkills, niceSkills }) => coreSkills.concat(niceSkills)),
  );
}

/** The skills of a job and whether the ad names them or its occupation implies them. */
export interface JobSkills {
  skills: SkillFact[];
  from: JobFacts['skillsFrom'];
}

/**
 * The skills that a job asks for: those listed in `skills`, and those of the taxonomy that its title and
 * description name. Where the description has a list of demands, skills named in its duties count less;
 * those called a plus or foreign to the occupation count less still; languages are left to the language facts. An ad that names none
 * outside its title gets the skills at the heart of its occupation.
 */
export function skillsOfJob(
  fields: FieldValues,
  posting: object,
  title: string,
  sentences: readonly AdSentence[],
  occupation: Occupation | undefined,
  lookup: FactLookup,
): JobSkills {
  const skills = new Map<string, SkillFact>();
  const near = neighbourhood(occupation, lookup);
  const add = (skill: SkillFact) => {
    const known = skills.get(skill.key);
    if (isLanguageSkill(skill.key) || (known && known.weight >= skill.weight)) return;
    skills.set(skill.key, skill);
  };
  const named = (text: string, importance: SkillImportance) => {
    if (!text) return;
    for (const { id, name } of lookup.findSkills(text)) {
      add(skillFact(id, name, importance, near !== undefined && !near.has(id)));
    }
  };
  for (const text of fields.texts('skills')) {
    skillsOfEntry(text, lookup).forEach(add);
  }
  const texts = { work: '', required: '', nice: '', company: '' };
  for (const { kind, text } of sentences) texts[kind] += `${text}\n`;
  named(asText(property(posting, 'qualifications')) ?? '', 'required');
  named(texts.required, 'required');
  named(texts.work, skills.size > 0 ? 'duty' : 'required');
  named(texts.nice, 'nice');
  const outsideTitle = skills.size;
  named(title, 'required');
  if (outsideTitle > 0) return { skills: [...skills.values()], from: 'ad' };
  if (occupation) skillsOfOccupation(occupation, lookup).forEach(add);
  return { skills: [...skills.values()], from: skills.size > 0 ? 'occupation' : 'none' };
}

/** The skills at the heart of an occupation. */
export function skillsOfOccupation(occupation: Occupation, lookup: FactLookup): SkillFact[] {
  return occupation.coreSkills
    .filter((id) => !isLanguageSkill(id))
    .map((id) => skillFact(id, lookup.skill(id)?.name ?? id, 'required'));
}

/** The skills of a profile. */
export interface ProfileSkills {
  skills: Map<string, SkillFact>;
  /** Whether the profile says enough of its skills to miss one there. */
  known: boolean;
}

const TELLING_SKILLS = 3;

/**
 * The skills that a profile states: its list with keywords, and those of the taxonomy named in its titles
 * and texts. They are known where a list is there, or where the texts name three or more.
 */
export function skillsOfProfile(
  fields: FieldValues,
  titles: string,
  freeText: string,
  lookup: FactLookup,
): ProfileSkills {
  const skills = new Map<string, SkillFact>();
  for (const entry of fields.texts('skills')) {
    for (const skill of skillsOfEntry(entry, lookup)) skills.set(skill.key, skill);
  }
  const listed = skills.size;
  const named = (text: string) => {
    if (!text) return;
    for (const { id, name } of lookup.findSkills(text)) {
      if (!skills.has(id)) skills.set(id, skillFact(id, name, 'required'));
    }
  };
  named(freeText);
  const known = listed > 0 || skills.size >= TELLING_SKILLS;
  named(titles);
  return { skills, known };
}
