import { gunzipSync } from 'node:zlib';
import { PocketRankError } from '../../../core/errors.ts';
import { readFileBytes } from '../../../distill/files/read-file-bytes.ts';
import type { OccupationEntry } from './occupation-tables.ts';

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

/**
 * Reads the occupations of a taxonomy from JSON Lines, gzipped or not: O*NET as {code, title, description,
 * alternateTitles, related: [{code, tier}]}, ESCO as Item {identifier, title, description,
 * alternateName, attributes.iscoGroup}. Sorted by code, near ones side by side.
 *
 * @throws FILE_FAILED; INVALID_TABLE naming the line
 */
export async function readOccupations(
  source: TaxonomySource,
  path: string,
): Promise<OccupationEntry[]> {
  const bytes = await readFileBytes(path);
  const isZip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  let text: string;
  try {
    text = new TextDecoder().decode(isZip ? gunzipSync(bytes) : bytes);
  } catch (cause) {
    throw new PocketRankError('INVALID_TABLE', `${path} is a broken gzip file.`, {
      hint: 'Copy it again.',
      cause,
    });
  }
  const rows: { order: string; entry: OccupationEntry }[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      row = undefined;
    }
    const read = source === 'onet' ? readOnet(row) : readEsco(row);
    if (read === undefined) {
      throw new PocketRankError(
        'INVALID_TABLE',
        `${path}, line ${i + 1}: not an ${source} occupation.`,
        {
          hint: 'Each line is a JSON object with a key, a title and other titles.',
        },
      );
    }
    rows.push(read);
  }
  rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  return rows.map((row) => row.entry);
}

function readOnet(row: unknown): { order: string; entry: OccupationEntry } | undefined {
  const { code, title, description, alternateTitles, technologySkills, tasks, related } = (row ??
    {}) as Record<string, unknown>;
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
      tasks: Array.isArray(tasks) ? tasks.map(String) : [],
      related: near.filter((r) => NEAR_TIERS.has(r.tier)).map((r) => `onet:${String(r.code)}`),
    },
  };
}

function readEsco(row: unknown): { order: string; entry: OccupationEntry } | undefined {
  const { identifier, title, description, alternateName, attributes } = (row ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof identifier !== 'string' || typeof title !== 'string') return undefined;
  const group = (attributes as Record<string, unknown> | undefined)?.iscoGroup;
  return {
    order: `${String(group ?? '')} ${identifier}`,
    entry: {
      id: `esco:${identifier.split('/').at(-1)!}`,
      title,
      otherTitles: strings(alternateName),
      description: typeof description === 'string' ? description : '',
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

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
