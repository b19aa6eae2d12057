import { textAt } from './read-text.ts';

const LATITUDE = ['latitude', 'lat'];
const LONGITUDE = ['longitude', 'lng', 'lon'];
const DECIMAL = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
/** Latitude and longitude in one text, also as a `geo:` address. */
const PAIR = /^(?:geo:)?([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)$/;

/**
 * The coordinates of a value in degrees: those of its `geo`, or its own, as numbers, as texts or as one text.
 * Undefined unless both are given and in range; 0, 0 is how feeds say "none".
 */
export function readPoint(value: unknown): { latitude: number; longitude: number } | undefined {
  let geo = value;
  if (typeof value === 'object' && value !== null) geo = (value as { geo?: unknown }).geo ?? value;
  if (Array.isArray(geo)) geo = geo[0];
  const pair = typeof geo === 'string' ? PAIR.exec(geo.slice(0, 64).trim()) : null;
  const parts = typeof geo === 'object' && geo !== null ? geo : {};
  const latitude = degrees(pair?.[1] ?? textAt(parts, LATITUDE), 90);
  const longitude = degrees(pair?.[2] ?? textAt(parts, LONGITUDE), 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  return latitude === 0 && longitude === 0 ? undefined : { latitude, longitude };
}

function degrees(text: string, limit: number): number | undefined {
  const trimmed = text.slice(0, 64).trim();
  if (!DECIMAL.test(trimmed)) return undefined;
  const number = Number(trimmed.replace(',', '.'));
  return Math.abs(number) <= limit ? number : undefined;
}
