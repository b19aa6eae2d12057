import type { Occupation, Skill } from '../taxonomy/types.ts';
import type { FindPlace } from './read-place.ts';

/** What facts ask of a taxonomy. */
export interface FactLookup {
  /** The occupation that a title means, or undefined. */
  findOccupation(title: string): Occupation | undefined;
  /** The skills that a text names. */
  findSkills(text: string): readonly Skill[];
  /** How near two occupations (ids) are, 0–1; 1 for the same. */
  closeness(a: string, b: string): number;
  findPlace: FindPlace;
  /** The usual name of a skill id, or undefined. */
  skillName(id: string): string | undefined;
}
