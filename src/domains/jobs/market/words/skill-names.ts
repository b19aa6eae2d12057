import type { Random } from '../../../../core/math/random.ts';
import type { Skill } from '../../taxonomy/types.ts';
import { lowerFirst } from './phrases.ts';

/** Spellings that only a search should know, not an ad. */
const ODD =
  /^(?:\d|[A-Z]{1,3}$|.{1,2}$)|licen[cs]e|\bC plus|dot ?net|Sharp|fluent|language$|^(?:multimeter|goods in|goods out|gauges|calipers|micrometers|seminars|grilling)$/u;

/** A spelling of a skill. */
export interface SkillName {
  /** As it stands in a list. */
  listed: string;
  /** As it stands inside a sentence: small, unless it is a name. */
  inText: string;
}

/**
 * Creates the function that picks a spelling of a skill: mostly its usual name, now and then one of its
 * first synonyms, since ads and résumés differ in their words.
 */
export function createSkillNames(
  skills: ReadonlyMap<string, Skill>,
): (random: Random, id: string) => SkillName {
  const spellings = new Map<string, string[]>();
  for (const skill of skills.values()) {
    spellings.set(skill.id, skill.synonyms.filter((name) => !ODD.test(name)).slice(0, 4));
  }
  return (random, id) => {
    const others = spellings.get(id) ?? [];
    if (others.length > 0 && random.next() < 0.3) {
      // Synonyms are written as in running text.
      const name = random.pick(others);
      return { listed: name, inText: name };
    }
    const name = skills.get(id)?.name ?? id;
    return { listed: name, inText: lowerFirst(name) };
  };
}
