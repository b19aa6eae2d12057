import { escoId } from './read-occupations.ts';
import { readRows, strings } from './read-rows.ts';

/** What an occupation is called in a language. */
export interface OccupationLabels {
  /** Of the occupation's entry. */
  id: string;
  /** Two letters, ISO 639-1. */
  language: string;
  labels: readonly string[];
}

/**
 * Reads labels of ESCO concepts in many languages from JSON Lines, gzipped or not: {concept, language, labels}.
 *
 * @param languages those to take; default: all
 * @throws FILE_FAILED; INVALID_TABLE naming the line
 */
export async function readLabels(
  path: string,
  languages?: ReadonlySet<string>,
): Promise<OccupationLabels[]> {
  const rows = await readRows(path, 'the labels of an occupation', (row) => {
    const { concept, language, labels } = row;
    if (typeof concept !== 'string' || typeof language !== 'string') return undefined;
    return { id: escoId(concept), language, labels: strings(labels) };
  });
  return rows.filter(({ language }) => languages?.has(language) ?? true);
}
