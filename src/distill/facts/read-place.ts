import { countryCode } from './countries.ts';
import { asList, asNumber, asText, normalizeText, property } from './read-values.ts';
import type { PlaceFact } from './types.ts';

/** Finds coordinates for a place by its names; the taxonomy's lookup gives it. */
export type FindPlace = (names: {
  locality?: string;
  region?: string;
  country?: string;
}) => { latitude: number; longitude: number } | undefined;

/**
 * The place of a schema.org Place, PostalAddress or JSON Resume location, or of text such as
 * "Austin, TX, US". Coordinates come from `geo` or the object itself, else from `findPlace`. Undefined
 * where nothing is known.
 */
export function readPlace(value: unknown, findPlace: FindPlace): PlaceFact | undefined {
  const address = property(value, 'address') ?? value;
  const names = typeof address === 'string' ? splitAddress(address) : addressNames(address);
  const geo = property(value, 'geo') ?? property(address, 'geo') ?? value;
  const latitude = asNumber(property(geo, 'latitude') ?? property(geo, 'lat'));
  const longitude = asNumber(
    property(geo, 'longitude') ?? property(geo, 'lng') ?? property(geo, 'lon'),
  );
  const stated =
    latitude !== undefined &&
    longitude !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180
      ? { latitude, longitude }
      : undefined;
  if (!stated && !names.locality && !names.region && !names.country) return undefined;
  const found = stated ?? (names.locality ? findPlace(names) : undefined);
  const label = names.locality ?? names.region ?? names.country ?? 'the stated coordinates';
  return {
    ...(found ? { latitude: found.latitude, longitude: found.longitude } : {}),
    ...(names.locality ? { locality: normalizeText(names.locality) } : {}),
    ...(names.region ? { region: normalizeText(names.region) } : {}),
    ...(names.country ? { country: names.country } : {}),
    label,
  };
}

interface Names {
  locality?: string;
  region?: string;
  country?: string;
}

function addressNames(address: unknown): Names {
  const locality =
    asText(property(address, 'addressLocality')) ??
    asText(property(address, 'locality')) ??
    asText(property(address, 'city'));
  const region =
    asText(property(address, 'addressRegion')) ??
    asText(property(address, 'region')) ??
    asText(property(address, 'state'));
  const country =
    property(address, 'addressCountry') ??
    property(address, 'countryCode') ??
    property(address, 'country');
  const name = typeof country === 'object' ? asText(property(country, 'name')) : asText(country);
  const code = countryCode(name);
  if (!locality && !region && !code) {
    const text = asText(property(address, 'name'));
    if (text) return splitAddress(text);
  }
  // A region that is a country ("Giza", "Egypt") is one.
  const regionAsCountry = code ? undefined : countryCode(region && region.length > 2 ? region : '');
  return {
    ...(locality ? { locality } : {}),
    ...(region && !regionAsCountry ? { region } : {}),
    ...(code || regionAsCountry ? { country: (code ?? regionAsCountry) as string } : {}),
  };
}

function splitAddress(text: string): Names {
  const parts = text
    .replace(/\([^)]*\)/gu, ' ')
    .split(/,|\s[-–]\s/u)
    .map((part) => part.replace(/\b\d{4,6}(?:-\d{4})?\b/gu, '').trim())
    .filter((part) => part && !/^(?:remote|hybrid|anywhere|worldwide|on-?site)$/iu.test(part));
  if (parts.length === 0) return {};
  const last = parts[parts.length - 1] as string;
  const country = parts.length > 2 || last.length > 2 ? countryCode(last) : undefined;
  const rest = country ? parts.slice(0, -1) : parts;
  const [locality, region] = rest.length > 2 ? rest.slice(-2) : rest;
  return {
    ...(locality ? { locality } : {}),
    ...(region ? { region } : {}),
    ...(country ? { country } : {}),
  };
}

/** All places of a job; one object, one text or an array. */
export function jobPlaces(posting: unknown, findPlace: FindPlace): PlaceFact[] {
  const places: PlaceFact[] = [];
  for (const item of asList(property(posting, 'jobLocation'))) {
    const place = readPlace(item, findPlace);
    if (place) places.push(place);
  }
  return places;
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
