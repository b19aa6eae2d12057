import { remember, type Lexicon } from './lexicon.ts';
import { pick, rolesOf } from './pick.ts';
import { resolvePlace, type Place } from './resolve-place.ts';
import { readText } from './read-text.ts';

export type { Place };

const ROLES = rolesOf(
  'addressLocality locality city town|addressRegion region state province|' +
    'addressCountry countryCode country|name @value|address Address|geo|latitude lat|longitude lng lon|@type',
);
const [TOWN, REGION, COUNTRY, NAME, ADDRESS, GEO, LATITUDE, LONGITUDE, TYPE] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;

/** Longest text that is looked at. */
const MAX_LENGTH = 200;
const DECIMAL = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
/** Latitude and longitude in one text, also as a `geo:` address. */
const PAIR = /^(?:geo:)?([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)$/;

/**
 * A place as the web has it: a schema.org Place, PostalAddress, Country, State or City, a JSON Resume location, or a
 * line such as "Dublin, IE" or "22 Park Row, Leeds, LS1 5QD, UK". What the lexicon can tell from the rest is filled
 * in, a known town's coordinates too, where nothing that is stated speaks against it.
 *
 * @returns undefined where nothing is known
 */
export function readPlace(value: unknown, lexicon: Lexicon): Place | undefined {
  const own = isObject(value) ? pick(value, ROLES) : [];
  let address = own[ADDRESS];
  let line = isObject(value) ? '' : textOf(value);
  if (Array.isArray(address)) {
    line = address.map((part) => (typeof part === 'string' ? part : '')).join(',');
    address = address.find(isObject);
  } else if (!isObject(address)) {
    line ||= textOf(address);
  }
  const parts = isObject(address) ? pick(address, ROLES) : own;
  const town = textOf(parts[TOWN] ?? own[TOWN]);
  let region = textOf(parts[REGION] ?? own[REGION]);
  let country = textOf(parts[COUNTRY] ?? own[COUNTRY]);
  const type = textOf(own[TYPE]);
  const name = textOf(parts[NAME] ?? own[NAME]);
  if (type.endsWith('Country')) country ||= name;
  else if (type.endsWith('State') || type.endsWith('Area')) region ||= name;
  else if (town + region + country + line === '') line = name;
  const stated = `${town}\t${region}\t${country}\t${line}`;
  const place = remember(lexicon, '@place', stated, resolvePlace);
  const point = pointOf(isObject(value) ? (own[GEO] ?? parts[GEO]) : value, own);
  if (point !== undefined) {
    return {
      town: place.town,
      region: place.region,
      country: place.country,
      latitude: point.latitude,
      longitude: point.longitude,
    };
  }
  return place.town + place.region + place.country === '' ? undefined : place;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text as it stands: texts of places come again and again, and are read when they are resolved. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : readText(value);

/** Coordinates in range, of a text, an object (of a list the first) or, without either, the parts of the place. */
function pointOf(
  value: unknown,
  own: readonly unknown[],
): Required<Pick<Place, 'latitude' | 'longitude'>> | undefined {
  const geo = Array.isArray(value) ? value[0] : value;
  const pair = typeof geo === 'string' ? PAIR.exec(geo.slice(0, MAX_LENGTH).trim()) : null;
  const parts = isObject(geo) ? pick(geo, ROLES) : own;
  const latitude = degrees(pair?.[1] ?? parts[LATITUDE], 90);
  const longitude = degrees(pair?.[2] ?? parts[LONGITUDE], 180);
  // 0, 0 is how feeds say "none".
  if (Number.isNaN(latitude + longitude) || (latitude === 0 && longitude === 0)) return undefined;
  return { latitude, longitude };
}

function degrees(value: unknown, limit: number): number {
  if (value === undefined) return NaN;
  const number = typeof value === 'number' ? value + 0 : parseDecimal(textOf(value));
  return Math.abs(number) <= limit ? number : NaN;
}

function parseDecimal(stated: string): number {
  const text = stated.slice(0, MAX_LENGTH).trim();
  return DECIMAL.test(text) ? Number(text.replace(',', '.')) : NaN;
}
