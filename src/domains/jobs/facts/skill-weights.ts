/** Taxonomy ids of skills that every ad asks for and nobody is refused for. */
const SOFT_SKILLS = new Set([
  'communication',
  'teamwork',
  'time-management',
  'problem-solving',
  'attention-to-detail',
  'organisation',
  'reliability',
  'empathy',
  'presentation-skills',
  'physical-stamina',
]);

/** Languages stand in the taxonomy as skills as well; the language facts speak for them. */
const LANGUAGE_SKILLS = new Set(['english', 'german', 'french', 'spanish', 'dutch']);

const DUTY_WEIGHT = 0.5;
const NICE_WEIGHT = 0.4;
const SOFT_WEIGHT = 0.2;
// A skill that the taxonomy lacks may stand in the profile under other words.
const UNKNOWN_WEIGHT = 0.5;

// "Shipping" in a data scientist's ad is a product that ships: outside an occupation's neighbourhood words mislead.
const FOREIGN_WEIGHT = 0.3;

/** How an ad speaks of a skill: it asks for it, names it in a duty beside its list of demands, or calls it a plus. */
export type SkillImportance = 'required' | 'duty' | 'nice';

/** Whether a skill key is a language. */
export function isLanguageSkill(key: string): boolean {
  return LANGUAGE_SKILLS.has(key);
}

/** Whether a skill key is one that everyone claims. */
export function isSoftSkill(key: string): boolean {
  return SOFT_SKILLS.has(key);
}

/**
 * The weight of a skill in the coverage: 1, or 0.5 from a duty, 0.4 for a plus; of that a soft one 0.2, one
 * that the taxonomy lacks half, and one found in a text but foreign to the occupation 0.3.
 */
export function skillWeight(key: string, importance: SkillImportance, foreign = false): number {
  const weight = importance === 'required' ? 1 : importance === 'duty' ? DUTY_WEIGHT : NICE_WEIGHT;
  if (key.startsWith('text:')) return weight * UNKNOWN_WEIGHT;
  if (isSoftSkill(key)) return weight * SOFT_WEIGHT;
  return foreign ? weight * FOREIGN_WEIGHT : weight;
}
