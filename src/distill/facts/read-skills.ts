import type { Occupation } from '../taxonomy/types.ts';
import type { FactLookup } from './fact-lookup.ts';
import { asList, asText, asTexts, normalizeText, property } from './read-values.ts';
import type { AdSentence } from './read-sections.ts';
import type { SkillFact } from './types.ts';

const MAX_NAME_WORDS = 5;

/** The skills that one listed entry means: those of the taxonomy, else the entry's own words where it is short. */
export function skillsOfEntry(entry: string, lookup: FactLookup, required: boolean): SkillFact[] {
  const found = lookup.findSkills(entry);
  if (found.length > 0) return found.map(({ id, name }) => ({ key: id, name, required }));
  const normalized = normalizeText(entry);
  if (!normalized || normalized.split(' ').length > MAX_NAME_WORDS) return [];
  return [{ key: `text:${normalized}`, name: entry.trim(), required }];
}

/**
 * The skills that a job asks for: those listed in `skills`, and those of the taxonomy that its title and
 * description name. A skill that is only ever called a plus is not required.
 */
export function skillsOfJob(
  posting: unknown,
  title: string,
  sentences: readonly AdSentence[],
  lookup: FactLookup,
): SkillFact[] {
  const skills = new Map<string, SkillFact>();
  const add = (skill: SkillFact) => {
    if (skill.required || !skills.has(skill.key)) skills.set(skill.key, skill);
  };
  for (const text of asTexts(property(posting, 'skills'), true)) {
    skillsOfEntry(text, lookup, true).forEach(add);
  }
  const asked: string[] = [];
  const nice: string[] = [];
  for (const { kind, text } of sentences) {
    if (kind === 'company') continue;
    (kind === 'nice' ? nice : asked).push(text);
  }
  const named = (text: string, required: boolean) => {
    if (text) for (const { id, name } of lookup.findSkills(text)) add({ key: id, name, required });
  };
  named(asText(property(posting, 'qualifications')) ?? '', true);
  named([title, ...asked].join('\n'), true);
  named(nice.join('\n'), false);
  return [...skills.values()];
}

/** The skills at the heart of an occupation, for ads that name none. */
export function skillsOfOccupation(occupation: Occupation, lookup: FactLookup): SkillFact[] {
  return occupation.coreSkills.map((id) => ({
    key: id,
    name: lookup.skillName(id) ?? id,
    required: true,
  }));
}

/** The skills that a profile states: its list with keywords, and those of the taxonomy named in its texts. */
export function skillsOfProfile(
  profile: unknown,
  freeText: string,
  lookup: FactLookup,
): Map<string, SkillFact> {
  const skills = new Map<string, SkillFact>();
  const entries = asList(property(profile, 'skills')).flatMap((item) => [
    ...asTexts(item, typeof item === 'string'),
    ...asTexts(property(item, 'keywords'), true),
  ]);
  entries.push(...asTexts(property(property(profile, 'attributes'), 'skills'), true));
  for (const entry of entries) {
    for (const skill of skillsOfEntry(entry, lookup, true)) skills.set(skill.key, skill);
  }
  if (freeText) {
    for (const { id, name } of lookup.findSkills(freeText)) {
      if (!skills.has(id)) skills.set(id, { key: id, name, required: true });
    }
  }
  return skills;
}
