import { fieldRow, occupationRow, placeRow, seniorityLadder, skillRow } from '../data-schema.ts';
import { lazily, readDocument, readRows } from '../read-data.ts';
import type { Field, Occupation, Taxonomy } from './types.ts';

/**
 * The built-in vocabulary of work: occupations in their fields with titles, duties, skills, neighbours,
 * education, licences and pay; skills with their spellings; the seniority ladder; places. Written by hand, in
 * this domain's `data` folder; read when first asked for (some 10 ms) and shared from then on.
 *
 * @throws FILE_FAILED, INVALID_TABLE
 */
export const loadTaxonomy: () => Taxonomy = lazily(() => {
  const fields = readRows('fields.jsonl', fieldRow);
  return {
    fields,
    occupations: withStudyAreas(readRows('occupations.jsonl', occupationRow), fields),
    skills: readRows('skills.jsonl', skillRow),
    seniorities: readDocument('seniorities.yaml', seniorityLadder),
    places: readRows('places.jsonl', placeRow),
  };
});

function withStudyAreas(occupations: readonly Occupation[], fields: readonly Field[]) {
  const areas = new Map(fields.map(({ id, studyAreas }) => [id, studyAreas]));
  return occupations.map((occupation) =>
    occupation.studyAreas.length > 0
      ? occupation
      : { ...occupation, studyAreas: areas.get(occupation.field) ?? [] },
  );
}
