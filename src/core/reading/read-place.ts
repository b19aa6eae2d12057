import { remember, type Lexicon } from './lexicon.ts';
import { readPoint } from './read-point.ts';
import { resolvePlace, type Place } from './resolve-place.ts';
import { readText, textAt } from './read-text.ts';

export type { Place };

const ADDRESS = ['address', 'Address'];
const TOWN = 'addressLocality locality city town'.split(' ');
const REGION = 'addressRegion region state province'.split(' ');
const COUNTRY = 'addressCountry countryCode country'.split(' ');
/** Longest text that is looked at. */
const MAX_LENGTH = 200;

/**
 * A place as the web has it: a schema.org Place, PostalAddress, Country, State or City, a JSON Resume location, or a
 * line such as "Dublin, IE" or "22 Park Row, Leeds, LS1 5QD, UK". What the lexicon can tell from the rest is filled
 * in, a known town's coordinates too, where nothing that is stated speaks against it.
 *
 * @returns undefined where nothing is known
 */
export function readPlace(value: unknown, lexicon: Lexicon): Place | undefined {
  const place = remember(lexicon, 'place', statedPlace(value).join('\n'), resolvePlace);
  const point = readPoint(value);
  if (point !== undefined) return { ...place, ...point };
  return place.town + place.region + place.country === '' ? undefined : place;
}

/** What a value says of town, region and country, and its address in one line; '' of what it does not. */
function statedPlace(
  value: unknown,
): [town: string, region: string, country: string, line: string] {
  if (typeof value !== 'object' || value === null) return ['', '', '', cut(value)];
  const record = value as Record<string, unknown>;
  let address: object = value;
  let line = '';
  for (const part of ADDRESS.flatMap((key) => record[key])) {
    if (typeof part === 'object' && part !== null && address === value) address = part;
    else line += `${typeof part === 'string' ? cut(part) : ''},`;
  }
  const slots = [TOWN, REGION, COUNTRY].map((keys) => cut(textAt(address, keys)));
  let [town = '', region = '', country = ''] = slots;
  if (/[^,]/.test(slots + line)) return [town, region, country, line];
  const name = cut(textAt(address, NAME) || textAt(value, NAME));
  const type = readText(record['@type']);
  if (type.endsWith('Country')) country = name;
  else if (/(State|Area)$/.test(type)) region = name;
  else line = name;
  return [town, region, country, line];
}

const NAME = ['name', '@value'];

function cut(text: unknown): string {
  return readText(text).slice(0, MAX_LENGTH).trim().replaceAll('\n', ',');
}
