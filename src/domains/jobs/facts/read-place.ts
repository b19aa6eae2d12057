import type { Place } from '../../../core/reading/read-place.ts';
import { placeWords } from '../../../distill/policy/field-words.ts';
import type { PlaceFact } from './types.ts';

/** A place with the name to show. */
export function placeFact(place: Place): PlaceFact {
  return { ...place, label: placeWords(place) || 'the stated coordinates' };
}

const EARTH_RADIUS_KM = 6371;

/** Great-circle distance in kilometres, or undefined where a place has no coordinates. */
export function distanceKm(a: PlaceFact, b: PlaceFact): number | undefined {
  if (a.latitude === undefined || a.longitude === undefined) return undefined;
  if (b.latitude === undefined || b.longitude === undefined) return undefined;
  const radians = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * radians;
  const dLng = (b.longitude - a.longitude) * radians;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
