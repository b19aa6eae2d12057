import type { Profile } from '../../../../core/types.ts';
import type { TaxonomyLookup } from '../../taxonomy/lookup.ts';

/** Titles that no ad would carry. */
const LONGEST = 60;
/** O*NET's titles; those of other taxonomies are in many languages, and words that mean another trade here. */
const ENGLISH = /^onet:/u;

/** The titles of people who are bare titles, by the occupation that the policy reads in them; levels left out. */
export function foundTitles(
  people: readonly Profile[],
  lookup: TaxonomyLookup,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, basics } of people) {
    const { label } = (basics ?? {}) as { label?: unknown };
    if (typeof label !== 'string' || label.length > LONGEST || !ENGLISH.test(String(id))) continue;
    const meaning = lookup.findOccupation(label);
    if (meaning === undefined || meaning.seniority !== undefined) continue;
    const { id: occupation } = meaning.occupation;
    const list = found.get(occupation);
    if (list === undefined) found.set(occupation, [label]);
    else list.push(label);
  }
  return found;
}
