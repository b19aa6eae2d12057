import { createRandom, type Random } from '../../../core/math/random.ts';
import type { Grade, Item, Profile } from '../../../core/types.ts';
import type { OccupationLabels } from './read-labels.ts';

/** An occupation as a public taxonomy describes it. */
export interface OccupationEntry {
  /** Unique over all taxonomies that are used together. */
  id: string;
  title: string;
  otherTitles: readonly string[];
  description: string;
  /** Technologies that it uses, by name, and what people do in it. */
  technologies?: readonly string[];
  tasks?: readonly string[];
  /** Ids of occupations so near that telling them apart would be wrong. */
  related: readonly string[];
  /** The occupation of another taxonomy that holds this one; default: itself. */
  family?: string | undefined;
}

/** What a taxonomy teaches, in the form of tables: titles as profiles, occupations as jobs, matches as grades. */
export interface OccupationTables {
  items: Item[];
  profiles: Profile[];
  grades: Grade[];
}

/** The language of the titles of entries. */
const LANGUAGE = 'en';

/**
 * Turns occupations into tables to learn titles from. Each occupation becomes three jobs: with either half of
 * its other titles, and with its title alone. A title is a profile that matches the jobs that do not list it,
 * so that it has to be understood rather than found.
 *
 * @param entries in an order that puts near occupations side by side
 */
export function occupationTables(
  entries: readonly OccupationEntry[],
  grader: string,
  seed: number,
): OccupationTables {
  const random = createRandom(`occupations/${grader}/${seed}`);
  const tables: OccupationTables = { items: [], profiles: [], grades: [] };
  for (const entry of entries) addOccupation(tables, entry, grader, random);
  return tables;
}

function addOccupation(
  { items, profiles, grades }: OccupationTables,
  entry: OccupationEntry,
  grader: string,
  random: Random,
): void {
  const { id, title, description } = entry;
  const others = random.shuffle([...new Set(entry.otherTitles)].filter((other) => other !== title));
  const halves = [others.filter((_, i) => i % 2 === 0), others.filter((_, i) => i % 2 === 1)];
  const attributes = { group: id, family: entry.family ?? id, relatedGroups: [...entry.related] };
  const job = (variant: string, alternateName: string[], full: boolean): string => {
    const identifier = `${id}/${variant}`;
    items.push({
      identifier,
      title,
      ...(alternateName.length > 0 ? { alternateName } : {}),
      ...(full ? { description } : {}),
      attributes,
    });
    return identifier;
  };
  const alone = job('title', [], false);
  const withHalf = halves.map((half, i) => job(`half-${i + 1}`, half, true));
  const match = (label: string, jobIds: readonly string[]): void => {
    const profileId = `${id}/${label}`;
    profiles.push({ id: profileId, basics: { label }, attributes: { language: LANGUAGE } });
    for (const itemId of jobIds) grades.push({ profileId, itemId, grade: 4, grader });
  };
  match(title, withHalf);
  for (const [i, half] of halves.entries()) {
    for (const label of half) match(label, [withHalf[1 - i]!, alone]);
  }
}

/**
 * Adds what occupations are called in other languages: each label is a profile that matches the job with the
 * occupation's title alone. Labels of occupations that the tables lack are left out, and so are those that the
 * tables have.
 *
 * @param most labels of an occupation in one language
 * @returns how many were added
 */
export function addLabels(
  { items, profiles, grades }: OccupationTables,
  labels: readonly OccupationLabels[],
  grader: string,
  most: number,
): number {
  const known = new Set(items.map(({ identifier }) => identifier));
  const seen = new Set(profiles.map(({ id }) => id));
  const before = profiles.length;
  for (const { id, language, labels: all } of labels) {
    const itemId = `${id}/title`;
    if (!known.has(itemId)) continue;
    for (const label of new Set(all.slice(0, most))) {
      const profileId = language === LANGUAGE ? `${id}/${label}` : `${id}/${language}/${label}`;
      if (seen.has(profileId)) continue;
      seen.add(profileId);
      profiles.push({ id: profileId, basics: { label }, attributes: { language } });
      grades.push({ profileId, itemId, grade: 4, grader });
    }
  }
  return profiles.length - before;
}
