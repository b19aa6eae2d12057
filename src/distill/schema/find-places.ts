import { foldName } from '../../core/reading/fold-name.ts';
import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import type { PathStatistics } from './path-statistics.ts';

/** Keys of an object that is a place, an address or a point. */
const PLACE_KEYS =
  /^(latitude|longitude|lat|lng|lon|addressLocality|addressRegion|addressCountry|streetAddress|city|town|countryCode)$/;
/** An address or a point belongs to what holds it. */
const PARTS = /\.(address|geo|location)$/;

/** A place at a path, and the paths below it that it reads. */
export interface FoundPlace {
  path: string;
  parts: PathStatistics[];
  /** Whether it states coordinates. */
  isExact: boolean;
}

/** The places among paths: objects with an address or coordinates, each as a whole. */
export function findPlaces(statistics: readonly PathStatistics[]): FoundPlace[] {
  const roots = new Set<string>();
  for (const { path } of statistics) {
    const dot = path.lastIndexOf('.');
    if (dot < 0 || !PLACE_KEYS.test(path.slice(dot + 1))) continue;
    let root = path.slice(0, dot);
    while (PARTS.test(root)) root = root.slice(0, root.lastIndexOf('.'));
    if (root !== 'attributes') roots.add(root);
  }
  const outer = [...roots].filter(
    (root) => ![...roots].some((other) => root.startsWith(`${other}.`)),
  );
  return outer.map((path) => {
    const parts = statistics.filter((entry) => entry.path.startsWith(`${path}.`));
    const isExact = parts.some((entry) => /(^|\.)(latitude|lat)$/.test(entry.path));
    return { path, parts, isExact };
  });
}

/** Folded names of all places that a lexicon knows. */
export function placeNames({ countries, regions, towns }: LexiconSource): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (aliases: string): void => {
    for (const alias of aliases.split('|')) names.add(foldName(alias));
  };
  for (const [code, aliases] of Object.entries(countries ?? {})) add(`${code}|${aliases}`);
  for (const own of Object.values(regions ?? {})) Object.values(own).forEach(add);
  for (const town of towns ?? []) add(town.split(';')[0]!);
  return names;
}

/** This share of a path's values must be known as places. */
const KNOWN = 0.6;

/** Whether texts are names of places: whole, or the parts between their commas. */
export function arePlaces(values: Iterable<string>, names: ReadonlySet<string>): boolean {
  let all = 0;
  let known = 0;
  for (const value of values) {
    all++;
    if (value.split(',').some((part) => names.has(foldName(part)))) known++;
  }
  return all >= 2 && known >= KNOWN * all;
}
