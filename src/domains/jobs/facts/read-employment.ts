import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { loadAdWords } from './ad-words.ts';
import { EMPLOYMENT_TYPES } from './types.ts';
import type { EmploymentType } from './types.ts';

/** In English; `data/ad-words.yaml` has other languages. */
const IN_PROSE: [Exclude<EmploymentType, 'contract' | 'volunteer'>, RegExp][] = [
  ['full-time', /full[-_ ]?time/i],
  ['part-time', /part[-_ ]?time|mini-?job/i],
  ['temporary', /temporary|\btemp\b|seasonal|fixed[- ]term/i],
  ['internship', /\bintern(?:ship)?s?\b|apprentice|trainee|working student/i],
  ['per-diem', /per[-_ ]?diem|\bprn\b|on[- ]call|casual/i],
];

/** The employment types of the field, of a job or of a wish; what the lexicon does not know is left out. */
export function employmentTypesOf(fields: FieldValues): EmploymentType[] {
  const stated = fields.texts('employmentType');
  return EMPLOYMENT_TYPES.filter((type) => stated.includes(type));
}

/** A job's employment types: those of the field, else what the title and then the description's first lines say. */
export function jobEmployment(
  fields: FieldValues,
  title: string,
  description: string,
): EmploymentType[] {
  const stated = employmentTypesOf(fields);
  if (stated.length > 0) return stated;
  // "Contract manager" and "volunteer coordinator" are occupations, so titles speak of time and term alone.
  const inTitle = typesInProse(title);
  if (inTitle.length > 0) return inTitle;
  return typesInProse(description.slice(0, 1500)).filter(
    (type) => type === 'full-time' || type === 'part-time',
  );
}

function typesInProse(text: string): EmploymentType[] {
  const { employment } = loadAdWords();
  return IN_PROSE.filter(
    ([type, pattern]) => pattern.test(text) || employment[type].test(text),
  ).map(([type]) => type);
}
