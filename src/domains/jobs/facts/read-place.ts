import { countryCode } from './countries.ts';
import { asList, asNumber, asText, normalizeText, property } from './read-values.ts';
import type { FactLookup } from './fact-lookup.ts';
import type { PlaceFact } from './types.ts';
import { stateCode } from './us-states.ts';

/**
 * The place of a schema.org Place, PostalAddress or JSON Resume location, or of text such as
 * "Austin, TX, US". Coordinates come from `geo` or the object itself, else from `findPlace`. Undefined
 * where nothing is known.
 */
export function readPlace(
  value: unknown,
  findPlace: FactLookup['findPlace'],
): PlaceFact | undefined {
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
  const found = names.locality ? findPlace(names) : undefined;
  const at = stated ?? found;
  // "Berlin, DE": what looked like a region is the country of the place found.
  const region = names.region === found?.country ? found?.region : names.region;
  const country = names.country ?? found?.country;
  return {
    ...(at ? { latitude: at.latitude, longitude: at.longitude } : {}),
    ...(names.locality ? { locality: normalizeText(names.locality) } : {}),
    ...(region ? { region: normalizeText(region) } : {}),
    ...(country ? { country } : {}),
    label: names.locality ?? names.region ?? names.country ?? 'the stated coordinates',
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
  return placeNames(locality, region, code);
}

function splitAddress(text: string): Names {
  const parts = text
    .replace(/\([^)]*\)/gu, ' ')
    .split(/,|\s[-–]\s/u)
    .map((part) => part.replace(/\b\d{4,6}(?:-\d{4})?\b/gu, '').trim())
    .filter((part) => part && !/^(?:remote|hybrid|anywhere|worldwide|on-?site)$/i.test(part));
  if (parts.length === 0) return {};
  const last = parts[parts.length - 1] as string;
  const country = parts.length > 2 || last.length > 2 ? countryCode(last) : undefined;
  const rest = country ? parts.slice(0, -1) : parts;
  const [locality, region] = rest.length > 2 ? rest.slice(-2) : rest;
  return placeNames(locality, region, country);
}

/** The names in one spelling: US states as their codes, and a region that is a country ("Giza", "Egypt") as that. */
function placeNames(
  locality: string | undefined,
  region: string | undefined,
  country: string | undefined,
): Names {
  const state = region && (!country || country === 'US') ? stateCode(region) : region;
  const regionAsCountry = !country && state && state.length > 2 ? countryCode(state) : undefined;
  const code = country ?? regionAsCountry;
  return {
    ...(locality ? { locality } : {}),
    ...(state && !regionAsCountry ? { region: state } : {}),
    ...(code ? { country: code } : {}),
  };
}

/** All places of a job; one object, one text or an array. */
export function jobPlaces(posting: unknown, findPlace: FactLookup['findPlace']): PlaceFact[] {
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
