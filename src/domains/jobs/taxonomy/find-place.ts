import type { Place, Taxonomy } from './types.ts';
import { splitWords } from './words.ts';

/** What is known of a place: names, coordinates, or both. */
export interface PlaceQuery {
  locality?: string;
  region?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** Degrees. */
  latitude?: number;
  longitude?: number;
}

/** A place answers to coordinates within this distance. */
const NEAR_DEGREES = 0.25;

/**
 * Creates the function that finds a place by its names ("Austin, TX", `{ locality: 'München' }`) or, where
 * no locality is given, by coordinates nearby. A region or country that contradicts the place rules it out.
 */
export function createFindPlace(
  taxonomy: Taxonomy,
): (query: string | PlaceQuery) => Place | undefined {
  const byName = new Map<string, Place[]>();
  const add = (name: string, place: Place) => {
    const key = placeKey(name);
    byName.set(key, [...(byName.get(key) ?? []), place]);
  };
  for (const place of taxonomy.places) add(place.locality, place);
  for (const place of taxonomy.places) {
    for (const alias of place.aliases) {
      if (placeKey(place.locality) !== placeKey(alias)) add(alias, place);
    }
  }

  return function findPlace(query) {
    const names: PlaceQuery = typeof query === 'string' ? splitPlace(query) : query;
    if (names.locality) {
      return byName.get(placeKey(names.locality))?.find((place) => agrees(place, names));
    }
    const { latitude, longitude } = names;
    if (latitude === undefined || longitude === undefined) return undefined;
    return nearest(taxonomy.places, latitude, longitude);
  };
}

function placeKey(name: string): string {
  return splitWords(name)
    .map((word) => word.key)
    .join(' ');
}

function splitPlace(text: string): PlaceQuery {
  const [locality, region, country] = text.split(',').map((part) => part.trim());
  return {
    ...(locality ? { locality } : {}),
    ...(region ? { region } : {}),
    ...(country ? { country } : {}),
  };
}

function agrees(place: Place, names: PlaceQuery): boolean {
  const same = (a: string, b: string) => placeKey(a) === placeKey(b);
  if (names.country && names.country.length === 2 && !same(names.country, place.country)) {
    return false;
  }
  // The second part of a text may be the country ("Dublin, IE"); full names of states prove nothing.
  return (
    !names.region ||
    names.region.length > 2 ||
    same(names.region, place.region) ||
    same(names.region, place.country)
  );
}

function nearest(places: readonly Place[], latitude: number, longitude: number): Place | undefined {
  let best: Place | undefined;
  let bestDistance = NEAR_DEGREES;
  for (const place of places) {
    const east = (place.longitude - longitude) * Math.cos((latitude * Math.PI) / 180);
    const distance = Math.hypot(place.latitude - latitude, east);
    if (distance <= bestDistance) {
      best = place;
      bestDistance = distance;
    }
  }
  return best;
}
