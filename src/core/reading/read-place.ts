import { remember, type Lexicon } from './lexicon.ts';
import { readPoint } from './read-point.ts';
import { resolvePlace, type Place, type StatedPlace } from './resolve-place.ts';
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
  const stated = statedPlace(value);
  if (stated === undefined) return undefined;
  const { memory } = lexicon;
  const key = `place\n${stated.town}\n${stated.region}\n${stated.country}\n${stated.line}`;
  const place = memory.has(key)
    ? (memory.get(key) as Place | undefined)
    : remember(lexicon, key, resolvePlace(stated, lexicon));
  const point = readPoint(value);
  if (point === undefined) return place;
  const { town = '', region = '', country = '' } = place ?? {};
  return { town, region, country, ...point };
}

/** What a value says of a place, as it stands. */
function statedPlace(value: unknown): StatedPlace | undefined {
  const stated: StatedPlace = { town: '', region: '', country: '', line: '' };
  if (typeof value === 'string') stated.line = cut(value);
  if (typeof value !== 'object' || value === null) return stated.line === '' ? undefined : stated;
  const record = value as Record<string, unknown>;
  let address: object = value;
  for (const part of ADDRESS.flatMap((key) => record[key])) {
    if (typeof part === 'string') stated.line += `${cut(part)}, `;
    else if (typeof part === 'object' && part !== null && address === value) address = part;
  }
  stated.town = cut(textAt(address, TOWN));
  stated.region = cut(textAt(address, REGION));
  stated.country = cut(textAt(address, COUNTRY));
  if (stated.town + stated.region + stated.country + stated.line.replaceAll(', ', '') === '') {
    const type = readText(record['@type']);
    const slot = type.endsWith('Country')
      ? 'country'
      : /(State|Area)$/.test(type)
        ? 'region'
        : 'line';
    stated[slot] = cut(textAt(address, NAME) || textAt(value, NAME));
  }
  return stated;
}

const NAME = ['name', '@value'];

function cut(text: unknown): string {
  return readText(text).slice(0, MAX_LENGTH).trim();
}
