import { objectTokens } from '../evaluate/baselines/text-tokens.ts';

/** Words of an object that are looked at. */
const MAX_WORDS = 400;
/** This share of a profile's words in an item makes the best grade. */
const ALL = 0.5;

/** Grades a pair by how many of the profile's words the item has, 0 to 4; undefined for a profile without words. */
export function gradeByWords(profile: object, item: object): number | undefined {
  const own = new Set(objectTokens(profile).slice(0, MAX_WORDS));
  if (own.size === 0) return undefined;
  const others = new Set(objectTokens(item).slice(0, MAX_WORDS));
  const shared = [...own].filter((word) => others.has(word)).length;
  return 4 * Math.min(1, shared / (ALL * own.size));
}
