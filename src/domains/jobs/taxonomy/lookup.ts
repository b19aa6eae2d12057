import { createCloseness } from './closeness.ts';
import { createFindOccupation, type TitleMeaning } from './find-occupation.ts';
import { createFindSkills } from './find-skills.ts';
import type { Occupation, Skill, Taxonomy } from './types.ts';

export type { TitleMeaning };

/** Questions to a taxonomy. */
export interface TaxonomyLookup {
  /** The occupation that a title means and the level that it states, or undefined. */
  findOccupation(title: string): TitleMeaning | undefined;
  /** The skills that a text or tag names, in the order of their first mention. */
  findSkills(text: string): Skill[];
  /** How near two occupations (ids) are, 0–1; 1 for the same; symmetric. */
  closeness(a: string, b: string): number;
  occupation(id: string): Occupation | undefined;
  skill(id: string): Skill | undefined;
}

/** Creates the lookup; it compiles its indexes once (some 10 ms) and is then pure. */
export function createTaxonomyLookup(taxonomy: Taxonomy): TaxonomyLookup {
  const occupations = new Map(
    taxonomy.occupations.map((occupation) => [occupation.id, occupation]),
  );
  const skills = new Map(taxonomy.skills.map((skill) => [skill.id, skill]));
  return {
    findOccupation: createFindOccupation(taxonomy),
    findSkills: createFindSkills(taxonomy),
    closeness: createCloseness(taxonomy.occupations),
    occupation: (id) => occupations.get(id),
    skill: (id) => skills.get(id),
  };
}
