import type { Random } from '../../../../core/math/random.ts';
import type { Occupation, Place } from '../../taxonomy/types.ts';
import type { Employer } from '../employers/create-employers.ts';
import type { ProfileSources } from './draw-profile.ts';

/** One position of a working life. */
export interface Position {
  occupation: Occupation;
  seniority: number;
  employer: Employer;
  startMs: number;
  /** Undefined for the present one. */
  endMs: number | undefined;
}

const YEAR_MS = 365.25 * 86_400_000;

/**
 * Draws the positions that lead to a present one, latest first: each earlier one is in the same or a related
 * occupation at the same or a lower level, as careers go. People without years have none or a first one.
 */
export function drawCareer(
  random: Random,
  person: { now: Occupation; seniority: number; years: number; place: Place },
  { employers, taxonomy, endMs }: ProfileSources,
): Position[] {
  const byId = new Map(taxonomy.occupations.map((occupation) => [occupation.id, occupation]));
  const positions: Position[] = [];
  if (person.years < 0.3 && random.next() < 0.6) return positions;
  let { now: occupation, seniority } = person;
  // A few are between jobs.
  let end: number | undefined =
    random.next() < 0.14 ? endMs - random.next() * 0.8 * YEAR_MS : undefined;
  let left = Math.max(0.3, person.years);
  while (left > 0.15 && positions.length < 5) {
    const length =
      positions.length === 4 ? Math.min(left, 6) : Math.min(left, 0.5 + 5 * random.next() ** 1.3);
    const until: number = end ?? endMs - 30 * 86_400_000;
    const startMs = until - length * YEAR_MS;
    positions.push({
      occupation,
      seniority,
      employer: drawEmployer(random, occupation, person.place, employers),
      startMs,
      endMs: end,
    });
    left -= length;
    end = startMs - random.next() ** 3 * 0.6 * YEAR_MS;
    if (random.next() < 0.45) seniority = Math.max(Math.min(seniority, 1), seniority - 1);
    if (random.next() < 0.34) occupation = drawEarlier(random, occupation, byId);
  }
  return positions;
}

/** An occupation from which people come into this one: related, and not more demanding. */
function drawEarlier(
  random: Random,
  occupation: Occupation,
  byId: ReadonlyMap<string, Occupation>,
): Occupation {
  const earlier = occupation.related.flatMap(({ id, closeness }) => {
    const other = byId.get(id);
    const easier =
      other &&
      other.education <= occupation.education &&
      other.pay.median <= occupation.pay.median * 1.1;
    return other && easier && closeness >= 0.3 ? [{ other, closeness }] : [];
  });
  if (earlier.length === 0) return occupation;
  return earlier[random.weighted(earlier.map(({ closeness }) => closeness))]?.other ?? occupation;
}

function drawEmployer(
  random: Random,
  occupation: Occupation,
  place: Place,
  employers: ProfileSources['employers'],
): Employer {
  const { employers: all, weights } = employers.hiring(occupation);
  const near = weights.map((weight, at) => {
    const places = all[at]?.places ?? [];
    return places.includes(place)
      ? weight * 12
      : places.some(({ country }) => country === place.country)
        ? weight
        : weight * 0.02;
  });
  return all[random.weighted(near)] as Employer;
}
