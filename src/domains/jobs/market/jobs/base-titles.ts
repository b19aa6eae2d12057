import { spokenWords } from '../market-data.ts';
import type { TaxonomyLookup } from '../../taxonomy/lookup.ts';
import type { Occupation } from '../../taxonomy/types.ts';

/** The titles of an occupation that ads use. */
export interface BaseTitles {
  /** English titles that state no level. */
  english: string[];
  /** Further English ones that a taxonomy has and no list here. */
  found: readonly string[];
  german: string[];
  /** English titles that state a level, by its rank ("Head Chef", "Sales Director"). */
  byRank: Map<number, string[]>;
}

/**
 * Sorts the titles of all occupations by language and level, once.
 *
 * @param found further titles, by occupation
 */
export function createBaseTitles(
  lookup: TaxonomyLookup,
  found: ReadonlyMap<string, readonly string[]> = new Map(),
): (occupation: Occupation) => BaseTitles {
  const { unused, shortForms } = spokenWords();
  const made = new Map<string, BaseTitles>();
  return (occupation) => {
    const known = made.get(occupation.id);
    if (known) return known;
    const titles: BaseTitles = {
      english: [],
      found: found.get(occupation.id) ?? [],
      german: [],
      byRank: new Map(),
    };
    const seen = new Set<string>();
    for (const title of [occupation.title, ...occupation.synonyms, ...occupation.germanTitles]) {
      // "a Kitchen Staff" is no title of one person.
      const many = / (?:Staff|Crew)$/u.test(title);
      const short = /^\p{Lu}{2,6}$/u.test(title) && !shortForms.has(title);
      if (many || short || unused.has(title) || seen.has(title.toLowerCase())) {
        continue;
      }
      seen.add(title.toLowerCase());
      const rank = lookup.findOccupation(title)?.seniority?.rank;
      if (occupation.germanTitles.includes(title)) {
        if (rank === undefined || rank === 5) titles.german.push(title);
      } else if (rank === undefined) titles.english.push(title);
      else titles.byRank.set(rank, [...(titles.byRank.get(rank) ?? []), title]);
    }
    if (titles.english.length === 0) titles.english.push(occupation.title);
    made.set(occupation.id, titles);
    return titles;
  };
}
