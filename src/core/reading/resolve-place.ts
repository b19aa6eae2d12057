import { find, formsOf, type Lexicon } from './lexicon.ts';
import type { KnownPlace, PlacePart } from './lexicon-types.ts';
import { readText } from './read-text.ts';
import { partsOf } from './place-parts.ts';

/** A place as far as it is known: canonical, or folded as stated; '' where unknown. */
export interface Place {
  town: string;
  /** With its country's code (`US-CA`), or folded. */
  region: string;
  /** ISO 3166-1 alpha-2, or folded. */
  country: string;
  /** Degrees: both or neither. */
  latitude?: number;
  longitude?: number;
}

/** Longest text that is looked at. */
const MAX_LENGTH = 200;

/**
 * Brings what is stated into the lexicon's names; what it does not know stays as stated, folded.
 *
 * @param stated town, region, country, and an address in one line, with tabs between, each ''
 *   where it is not stated. The line counts where no town is stated: beside one it is a street.
 */
export function resolvePlace(stated: string, lexicon: Lexicon): Place {
  const [town = '', region = '', country = '', line = ''] = stated
    .split('\t')
    .map((part) => readText(part).slice(0, MAX_LENGTH).trim());
  const known: KnownPlace = { lexicon, country: '', regions: [], regionText: '', isVague: false };
  takeSlots(known, partsOf(country, lexicon), partsOf(region, lexicon));
  // A line beside a region or country alone may be a street: then only a town that is known is one.
  const isAlone = known.country + known.regionText + known.regions === '';
  const parts = partsOf(town || line, lexicon);
  const isStated = town !== '';
  const name =
    parts.length < 2 && (isStated || parts.length === 0) && isPlainTown(known, parts[0]?.name ?? '')
      ? (parts[0]?.name ?? '')
      : formsOf(lexicon).townOf(known, parts, isStated, isAlone);
  return placeOf(known, name);
}

/** Whether the only part of a town's own slot is that town and says nothing of a region or a country. */
export function isPlainTown(known: KnownPlace, name: string): boolean {
  const { lexicon, country, regions } = known;
  const isCountry = codeOf(known, name) !== undefined;
  if (townsIn(known, name, country, regions).length > 0) return country !== '' || !isCountry;
  if (isCountry || regionsIn(known, name, '').length > 0) return false;
  return regions.length > 0 || !name.includes(' ') || find(lexicon, 'towns', name).length > 0;
}

/** The country of a name that means one alone. */
export const codeOf = ({ lexicon }: KnownPlace, name: string): string | undefined => {
  const codes = find(lexicon, 'countries', name);
  return codes.length === 1 ? codes[0] : undefined;
};

/** The regions of that name in a country, of any where it is ''. */
export function regionsIn(
  { lexicon }: KnownPlace,
  name: string,
  country: string,
): readonly string[] {
  const found = find(lexicon, 'regions', name);
  return country === '' ? found : found.filter((region) => region.startsWith(`${country}-`));
}

/** The towns of that name that what is known does not rule out. */
export function townsIn(
  { lexicon }: KnownPlace,
  name: string,
  country: string,
  regions: readonly string[],
): readonly string[] {
  const found = find(lexicon, 'towns', name);
  if (found.length === 0 || (country === '' && regions.length === 0)) return found;
  return found.filter((town) => {
    const [, code, region] = town.split(';');
    const isIn =
      regions.length === 0 ||
      regions.some((known) =>
        region === '' ? known.startsWith(`${code}-`) : known === `${code}-${region}`,
      );
    return isIn && (country === '' || code === country);
  });
}

/** Country and region as their own slots state them, or each other's. */
function takeSlots(known: KnownPlace, countries: PlacePart[], regions: PlacePart[]): void {
  let text = '';
  for (const part of countries) {
    const code = codeOf(known, part.name);
    if (code !== undefined) known.country ||= code;
    else if (regionsIn(known, part.name, '').length > 0) regions.push(part);
    else text ||= part.name;
  }
  known.country ||= text;
  for (const { name } of regions) {
    const found = regionsIn(known, name, known.country);
    const code = codeOf(known, name);
    if (found.length > 0) known.regions = known.regions.length > 0 ? known.regions : found;
    else if (code !== undefined && (known.country === '' || known.country === code)) {
      known.country = code;
    } else known.regionText ||= name;
  }
}

function placeOf(known: KnownPlace, name: string): Place {
  const { regions, regionText } = known;
  // So may a region that the lexicon lacks; not where the country agrees.
  const isVague = known.isVague || (regionText !== '' && known.country === '');
  const towns = isVague || name === '' ? [] : townsIn(known, name, known.country, regions);
  const entries = towns.map((town) => town.split(';'));
  /** What all towns of the name share in one of their parts. */
  const shared = (of: (entry: string[]) => string): string => {
    const values = new Set(entries.map(of));
    return values.size === 1 ? [...values][0]! : '';
  };
  const town = shared(([names]) => names!.split('|', 1)[0]!) || name;
  const code = shared(([, country, region]) => (region === '' ? '' : `${country}-${region}`));
  const region = code || (regions.length === 1 ? regions[0]! : '') || regionText;
  const isCode = regionText !== region;
  const country =
    known.country || shared(([, own]) => own!) || (isCode ? region.split('-', 1)[0]! : '');
  const place: Place = { town, region, country };
  const [, , , latitude, longitude] = entries.length === 1 ? entries[0]! : [];
  if (!latitude || !longitude) return place;
  return { ...place, latitude: Number(latitude), longitude: Number(longitude) };
}
