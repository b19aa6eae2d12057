import { find } from './lexicon.ts';
import type { KnownPlace, PlacePart } from './lexicon-types.ts';
import { codeOf, regionsIn, townsIn } from './resolve-place.ts';

/**
 * The town among the parts of an address, where that is more than a plain name: what else they say of region and
 * country becomes known.
 *
 * @param isStated whether the parts are those of a town's own slot, not of a line
 * @param isAlone whether nothing else is stated
 */
export function townOf(
  known: KnownPlace,
  parts: PlacePart[],
  isStated: boolean,
  isAlone: boolean,
): string {
  takeCountry(known, parts);
  takeRegion(known, parts);
  return takeTown(known, parts, isStated, isAlone);
}

/** A country at the end of the parts, or before all others. */
function takeCountry(known: KnownPlace, parts: PlacePart[]): void {
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

const isTown = ({ lexicon }: KnownPlace, name: string): boolean =>
  find(lexicon, 'towns', name).length > 0;

/** A region at the end of the parts, or a region or country as the last word of the last: "Austin TX", "leeds uk". */
function takeRegion(known: KnownPlace, parts: PlacePart[]): void {
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
 */
function takeTown(
  known: KnownPlace,
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
