import { find, type Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';
import { partsOf, type PlacePart } from './place-parts.ts';

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

/** What is known so far. */
interface Known {
  lexicon: Lexicon;
  /** Code or text. */
  country: string;
  /** Codes that the region may be. */
  regions: readonly string[];
  /** A region that the lexicon lacks. */
  regionText: string;
  /** Whether what is stated may speak against any town. */
  isVague: boolean;
}

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
  const known: Known = { lexicon, country: '', regions: [], regionText: '', isVague: false };
  takeSlots(known, partsOf(country, lexicon), partsOf(region, lexicon));
  // A line beside a region or country alone may be a street: then only a town that is known is one.
  const isAlone = known.country + known.regionText + known.regions === '';
  const parts = partsOf(town || line, lexicon);
  takeCountry(known, parts);
  takeRegion(known, parts);
  return placeOf(known, takeTown(known, parts, town !== '', isAlone));
}

const codeOf = ({ lexicon }: Known, name: string): string | undefined => {
  const codes = find(lexicon, 'countries', name);
  return codes.length === 1 ? codes[0] : undefined;
};

/** The regions of that name in a country, of any where it is ''. */
function regionsIn({ lexicon }: Known, name: string, country: string): readonly string[] {
  const found = find(lexicon, 'regions', name);
  return country === '' ? found : found.filter((region) => region.startsWith(`${country}-`));
}

/** The towns of that name that what is known does not rule out. */
function townsIn(
  { lexicon }: Known,
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
function takeSlots(known: Known, countries: PlacePart[], regions: PlacePart[]): void {
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

/** A country at the end of the parts, or before all others. */
function takeCountry(known: Known, parts: PlacePart[]): void {
  // What follows a country or region and means nothing is no part of the address.
  const isLand = ({ name }: PlacePart): boolean =>
    codeOf(known, name) !== undefined || regionsIn(known, name, '').length > 0;
  const isKnown = (part: PlacePart): boolean => isLand(part) || isTown(known, part.name);
  while (parts.slice(1, -1).some(isLand) && !isKnown(parts.at(-1)!)) parts.pop();

  const last = parts.at(-1)?.name ?? '';
  const code = codeOf(known, last);
  if (known.country !== '') {
    if (code === known.country && (parts.length > 1 || !isTown(known, last))) parts.pop();
    return;
  }
  const first = parts.length > 1 ? codeOf(known, parts[0]!.name) : undefined;
  if (code === undefined) {
    if (first === undefined || isTown(known, parts[0]!.name)) return;
    known.country = first;
    parts.shift();
    parts.reverse();
    return;
  }
  // "London, CA", "San Jose, CA": the town tells whether it is Canada or California, or where the postcode stands.
  const regions = regionsIn(known, last, '');
  const before = parts.slice(0, -1);
  const isOne = regions.length > 0 && regions.every((region) => region.startsWith(`${code}-`));
  if (isOne && before.length > 0) known.regions = regions;
  const isCountry = before.some(
    ({ name, hasPostcode }) =>
      hasPostcode ||
      townsIn(known, name, code, []).length > 0 ||
      regionsIn(known, name, code).length > 0,
  );
  const isRegion =
    regions.length > 0 &&
    (parts.at(-1)!.endsInDigits ||
      before.some(({ name }) => townsIn(known, name, '', regions).length > 0));
  if (isRegion && !isCountry && !isOne) return;
  if (regions.length === 0 || before.length === 0 || isOne || isCountry !== isRegion) {
    known.country = code;
  } else known.isVague = true;
  if (before.length > 0 || townsIn(known, last, code, []).length === 0) parts.pop();
}

const isTown = ({ lexicon }: Known, name: string): boolean =>
  find(lexicon, 'towns', name).length > 0;

/** A region at the end of the parts, or a region or country as the last word of the last: "Austin TX", "leeds uk". */
function takeRegion(known: Known, parts: PlacePart[]): void {
  const last = parts.at(-1);
  if (last === undefined) return;
  const { country } = known;
  const found = regionsIn(known, last.name, country);
  if (found.length > 0) {
    // "New York" and "10117 Berlin" are towns; "Yonkers, New York" and "New York, New York" end with a region.
    const isAlone = parts
      .slice(0, -1)
      .every(
        ({ name, isStreet }) =>
          isStreet || (isTown(known, name) && townsIn(known, name, country, found).length === 0),
      );
    const mayBeTown = townsIn(known, last.name, country, known.regions).length > 0;
    if (mayBeTown && (isAlone || last.hasPostcode)) return;
    if (known.regions.length === 0 && known.regionText === '') known.regions = found;
    parts.pop();
    return;
  }
  const at = last.name.lastIndexOf(' ');
  if (at < 0 || known.regions.length > 0 || isTown(known, last.name)) return;
  const land = last.name.slice(at + 1);
  const town = last.name.slice(0, at);
  const regions = regionsIn(known, land, country);
  const code = country === '' ? codeOf(known, land) : undefined;
  if (regions.length > 0 && townsIn(known, town, country, regions).length > 0) {
    known.regions = regions;
  } else if (code !== undefined && townsIn(known, town, code, []).length > 0) {
    known.country = code;
  } else return;
  last.name = town;
}

/**
 * The town among the parts that are left: the last that is known, else the one behind a postcode, else the first that
 * is no street; what follows it is its region, and then its country, where these are not known.
 *
 * @param isStated whether the parts are those of a town's own slot, not of a line
 * @param isAlone whether nothing else is stated
 */
function takeTown(
  known: Known,
  parts: readonly PlacePart[],
  isStated: boolean,
  isAlone: boolean,
): string {
  const { country, regions } = known;
  let at = parts.length - 1;
  while (at >= 0 && townsIn(known, parts[at]!.name, country, regions).length === 0) at--;
  if (at < 0) {
    at = parts.length - 1;
    while (at > 0 && !parts[at]!.hasPostcode) at--;
    if (at <= 0) {
      at = 0;
      while (parts.length > at + 1 && (parts[at]!.isStreet || parts[at]!.hasPostcode)) at++;
      // Of a street without a number, a town and a region in a known country, the first is the street.
      if (at === 0 && parts.length > 2 && country !== '') at = parts.length - 2;
    }
    if (!isStated && !isAlone && !parts[at]?.hasPostcode) return '';
  }
  const town = parts[at];
  if (town === undefined) return '';
  if (!isStated && town.isStreet && !isTown(known, town.name)) return '';
  const [region, land] = parts.slice(at + 1);
  // What has digits is a postcode of a kind.
  if (regions.length === 0 && !/\d/.test(region?.name ?? '')) {
    known.regionText ||= region?.name ?? '';
  }
  known.country ||= land?.name ?? '';
  return town.name;
}

function placeOf(known: Known, name: string): Place {
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
