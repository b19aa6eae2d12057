import type { OccupationEntry } from './occupation-tables.ts';
import { readRows, strings } from './read-rows.ts';

/** The taxonomies whose occupations can be read. */
export const TAXONOMY_SOURCES = ['onet', 'esco'] as const;
export type TaxonomySource = (typeof TAXONOMY_SOURCES)[number];

/** Notices that whoever ships weights trained on a taxonomy has to give. */
export const TAXONOMY_NOTICES: Readonly<Record<TaxonomySource, string>> = {
  onet: 'O*NET 27.0 Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. The data was selected and rearranged; USDOL/ETA has not approved, endorsed, or tested these modifications.',
  esco: 'This uses the ESCO classification of the European Commission. The data was selected and rearranged.',
};

/** Tiers of related occupations in O*NET that are too near to tell apart. */
const NEAR_TIERS: ReadonlySet<unknown> = new Set(['Primary-Short']);

type Row = Readonly<Record<string, unknown>>;
type Read = { order: string; entry: OccupationEntry } | undefined;

/**
 * Reads the occupations of a taxonomy from JSON Lines, gzipped or not: O*NET as {code, title, description,
 * alternateTitles, tasks, related: [{code, tier}]}, ESCO as Item {identifier, title, description,
 * alternateName, attributes.iscoGroup}. Sorted by code, near ones side by side.
 *
 * @throws FILE_FAILED; INVALID_TABLE naming the line
 */
export async function readOccupations(
  source: TaxonomySource,
  path: string,
): Promise<OccupationEntry[]> {
  const read = source === 'onet' ? readOnet : readEsco;
  const rows = await readRows(path, `an ${source} occupation`, read);
  rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  return rows.map((row) => row.entry);
}

function readOnet(row: Row): Read {
  const { code, title, description, alternateTitles, technologySkills, tasks, related } = row;
  if (typeof code !== 'string' || typeof title !== 'string') return undefined;
  const near = Array.isArray(related) ? (related as Record<string, unknown>[]) : [];
  return {
    order: code,
    entry: {
      id: `onet:${code}`,
      title,
      otherTitles: strings(alternateTitles),
      description: typeof description === 'string' ? description : '',
      technologies: named(technologySkills),
      tasks: strings(tasks),
      related: near.filter((r) => NEAR_TIERS.has(r.tier)).map((r) => `onet:${String(r.code)}`),
    },
  };
}

function readEsco({ identifier, title, description, alternateName, attributes }: Row): Read {
  if (typeof identifier !== 'string' || typeof title !== 'string') return undefined;
  const group = (attributes as Record<string, unknown> | undefined)?.iscoGroup;
  return {
    order: `${String(group ?? '')} ${identifier}`,
    entry: {
      id: escoId(identifier),
      title,
      otherTitles: strings(alternateName),
      description: typeof description === 'string' ? description : '',
      tasks: [],
      related: [],
    },
  };
}

/** The names of things that have one. */
function named(value: unknown): string[] {
  return Array.isArray(value)
    ? strings((value as { name?: unknown }[]).map((thing) => thing?.name))
    : [];
}

/** The id of the entry of an ESCO concept, given by its URI. */
export function escoId(uri: string): string {
  return `esco:${uri.split('/').at(-1)!}`;
}
