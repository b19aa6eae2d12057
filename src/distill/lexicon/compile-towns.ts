import { foldName } from '../../core/reading/fold-name.ts';
import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import type { FileProblem } from '../files/check-yaml.ts';
import { withoutSpaces } from './fold-aliases.ts';
import type { LexiconDocument } from './lexicon-document.ts';

/** A coordinate with at most two decimals (about a kilometre), enough for ways to work. */
const DECIMALS = 100;

interface Town {
  names: string[];
  /** Country, region, latitude, longitude as compiled. */
  rest: string;
}

/**
 * Checks and folds the towns of all files. A town that a later file tells again, by its first name, country
 * and region, gains its names and takes its coordinates.
 *
 * @param lexicon compiled countries and regions: what a town names must be among them, where they list any
 */
export function compileTowns(
  documents: readonly LexiconDocument[],
  lexicon: Pick<LexiconSource, 'countries' | 'regions'>,
  problems: FileProblem[],
): string[] | undefined {
  if (documents.every(({ data }) => data.towns === undefined)) return undefined;
  const towns = new Map<string, Town>();
  const ownerOf = new Map<string, string>();
  for (const { data, path, lineAt } of documents) {
    for (const [index, text] of (data.towns ?? []).entries()) {
      const problem = (message: string) =>
        problems.push({ path, line: lineAt(['towns', index]), message });
      const parts = text.split(';').map((part) => part.trim());
      const wrong = townProblem(parts, lexicon);
      if (wrong) problem(`towns: "${text}" ${wrong}`);
      else addTown(parts, towns, ownerOf, (message) => problem(`towns: ${message}`));
    }
  }
  return [...towns.values()].map(({ names, rest }) => `${names.join('|')};${rest}`);
}

function townProblem(
  [
    names = '',
    country = '',
    region = '',
    latitude = '',
    longitude = '',
    ...more
  ]: readonly string[],
  { countries, regions }: Pick<LexiconSource, 'countries' | 'regions'>,
): string | undefined {
  if (more.length > 0 || longitude === '')
    return 'is not of the form "Köln|Cologne; DE; NW; 50.94; 6.96"';
  if (!foldName(names.split('|')[0]!)) return 'has no name';
  if (countries && !Object.hasOwn(countries, country)) return `has an unknown country "${country}"`;
  const known = regions && Object.hasOwn(regions, country) ? regions[country] : undefined;
  if (region && !(known && Object.hasOwn(known, region)))
    return `has an unknown region "${region}" of ${country}`;
  if (!isDegrees(latitude, 90)) return `has an impossible latitude "${latitude}"`;
  if (!isDegrees(longitude, 180)) return `has an impossible longitude "${longitude}"`;
  return undefined;
}

function isDegrees(text: string, most: number): boolean {
  return /^-?\d{1,3}(?:\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most;
}

function addTown(
  [names = '', country = '', region = '', latitude, longitude]: readonly string[],
  towns: Map<string, Town>,
  ownerOf: Map<string, string>,
  problem: (message: string) => void,
): void {
  const where = `${country};${region}`;
  const folded = [...new Set(names.split('|').map(foldName))].filter((name) => name !== '');
  const keyOf = (name: string) => `${withoutSpaces(name)};${where}`;
  const owner = keyOf(folded[0]!);
  const town: Town = towns.get(owner) ?? { names: [], rest: '' };
  for (const name of folded) {
    const other = ownerOf.get(keyOf(name)) ?? owner;
    if (other !== owner) problem(`"${name}" names both ${other} and ${owner}`);
    else if (!town.names.includes(name)) town.names.push(name);
    ownerOf.set(keyOf(name), other);
  }
  if (ownerOf.get(owner) !== owner) return;
  town.rest = `${where};${round(latitude)};${round(longitude)}`;
  towns.set(owner, town);
}

function round(degrees: string | undefined): number {
  return Math.round(Number(degrees) * DECIMALS) / DECIMALS + 0;
}
