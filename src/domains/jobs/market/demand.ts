import type { Random } from '../../../core/math/random.ts';
import type { Occupation, Place, Taxonomy } from '../taxonomy/types.ts';

/** What a market of a size covers. */
export interface Demand {
  occupations: Occupation[];
  /** Relative number of openings, by the order of `occupations`. */
  weights: number[];
  places: Place[];
}

/** Countries whose places a small market prefers over further ones at home, and by how much. */
const ABROAD: Readonly<Record<string, number>> = {
  DE: 1.7,
  IE: 1.9,
  GB: 1.1,
  EG: 1.5,
  AE: 1.5,
  SA: 1.5,
};

/**
 * Chooses occupations and places so that a person finds several fitting jobs near by whatever the size:
 * small markets have fewer of both. The most common ones come first; a full market has all occupations, since a
 * student is as blind to a trade that it never met as to a language.
 *
 * @param only the ids of the occupations to use instead.
 */
export function chooseDemand(
  taxonomy: Taxonomy,
  jobs: number,
  only: readonly string[] | undefined,
): Demand {
  const occupations = only
    ? taxonomy.occupations.filter(({ id }) => only.includes(id))
    : [...taxonomy.occupations]
        .sort((a, b) => b.openings - a.openings)
        .slice(0, Math.max(20, Math.round(30 + jobs / 25)));
  const placeCount = Math.max(4, Math.round(5 + jobs / 350));
  const places = [...taxonomy.places]
    .sort((a, b) => b.weight * (ABROAD[b.country] ?? 1) - a.weight * (ABROAD[a.country] ?? 1))
    .slice(0, placeCount);
  return { occupations, weights: occupations.map(({ openings }) => openings), places };
}

/** Occupations whose title says manager, but which lead no one. */
const LEADS_NOBODY = new Set([
  'project-manager',
  'product-manager',
  'account-manager',
  'social-media-manager',
  'contract-manager',
  'community-programme-manager',
  'engineering-project-manager',
]);

/** Whether people of an occupation lead others as a rule. */
export function isManagerial({ id, title }: Occupation): boolean {
  return (
    !LEADS_NOBODY.has(id) &&
    /Manager|Supervisor|Controller|School Principal|Administrator$/u.test(title) &&
    !/^(?:Systems|Database)/u.test(title)
  );
}

/** Draws the seniority of a job or a person: a rank of the ladder that the occupation has. */
export function drawSeniority(random: Random, occupation: Occupation): number {
  if (isManagerial(occupation)) return [1, 2, 3, 6][random.weighted([0.13, 0.6, 0.17, 0.1])] ?? 2;
  if (occupation.education >= 4) {
    return random.weighted([0.05, 0.17, 0.42, 0.26, 0.1]);
  }
  if (occupation.education >= 2) return random.weighted([0.09, 0.1, 0.58, 0.14, 0.09]);
  return random.weighted([0.03, 0.05, 0.78, 0.06, 0.08]);
}

/** Fields that work in shifts and at weekends. */
export const SHIFT_FIELDS: ReadonlySet<string> = new Set([
  'care',
  'hospitality',
  'retail',
  'logistics',
  'manufacturing',
  'safety',
]);
