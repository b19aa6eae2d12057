import { readText } from './read-text.ts';

/** A place as far as it is known; texts as given. */
export interface PlaceValue {
  locality: string;
  region: string;
  country: string;
  /** Degrees; undefined unless both are given and in range. */
  latitude: number | undefined;
  longitude: number | undefined;
}

/**
 * A place as the web has it: a schema.org Place (`address`, `geo`), a PostalAddress, a JSON Resume location
 * (`city`, `region`, `countryCode`), or a string such as "Dublin, IE" (locality, region, country by commas).
 * Undefined where nothing is known.
 */
export function readPlace(value: unknown): PlaceValue | undefined {
  if (typeof value === 'string') return parsePlace(readText(value));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const place = value as Record<string, unknown>;
  const geo = (firstOf(place.geo) ?? place) as Record<string, unknown>;
  const latitude = coordinate(geo.latitude, 90);
  const longitude = coordinate(geo.longitude, 180);
  const known = latitude !== undefined && longitude !== undefined;
  const address = firstOf(place.address) ?? place;
  const base =
    typeof address === 'string'
      ? parsePlace(readText(address))
      : postalAddress(address as Record<string, unknown>);
  if (base === undefined && !known) return undefined;
  return {
    locality: base?.locality ?? '',
    region: base?.region ?? '',
    country: base?.country ?? '',
    latitude: known ? latitude : undefined,
    longitude: known ? longitude : undefined,
  };
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function postalAddress(address: Record<string, unknown>): PlaceValue | undefined {
  const locality = readText(firstOf(address.addressLocality ?? address.city));
  const region = readText(firstOf(address.addressRegion ?? address.region));
  const country = readText(
    firstOf(address.addressCountry ?? address.countryCode ?? address.country),
  );
  if (locality + region + country === '') {
    return typeof address.name === 'string' ? parsePlace(readText(address.name)) : undefined;
  }
  return { locality, region, country, latitude: undefined, longitude: undefined };
}

function parsePlace(text: string): PlaceValue | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  return {
    locality: parts[0] as string,
    region: parts.length > 2 ? (parts[parts.length - 2] as string) : (parts[1] ?? ''),
    country: parts.length > 2 ? (parts[parts.length - 1] as string) : '',
    latitude: undefined,
    longitude: undefined,
  };
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function coordinate(value: unknown, limit: number): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (text !== undefined && (text.length > 64 || !DECIMAL.test(text))) return undefined;
  const number = Number(text ?? value);
  return Math.abs(number) <= limit ? number : undefined;
}
