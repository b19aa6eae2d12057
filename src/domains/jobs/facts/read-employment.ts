import { asTexts, property } from './read-values.ts';
import type { EmploymentType } from './types.ts';

const TYPES: [EmploymentType, RegExp][] = [
  ['full-time', /full[-_ ]?time/i],
  ['part-time', /part[-_ ]?time|mini-?job/i],
  ['contract', /contract|freelance|self[- ]employed|consulting basis/i],
  ['temporary', /temporary|\btemp\b|seasonal|fixed[- ]term/i],
  ['internship', /\bintern(?:ship)?s?\b|apprentice|trainee|working student/i],
  ['per-diem', /per[-_ ]?diem|\bprn\b|on[- ]call|casual/i],
  ['volunteer', /volunteer/i],
];

/** The employment types that a field or wish names, as schema.org (`FULL_TIME`) or people write them. */
export function employmentTypesOf(value: unknown): EmploymentType[] {
  const text = asTexts(value).join(' , ').replaceAll('_', '-');
  return TYPES.filter(([, pattern]) => pattern.test(text)).map(([type]) => type);
}

/** A job's employment types: `employmentType`, else what the title and then the description's first lines say. */
export function jobEmployment(
  posting: unknown,
  title: string,
  description: string,
): EmploymentType[] {
  const stated = employmentTypesOf(property(posting, 'employmentType'));
  if (stated.length > 0) return stated;
  // "Contract manager" and "volunteer coordinator" are occupations, so titles speak of time and term alone.
  const inTitle = employmentTypesOf(title).filter(
    (type) => type !== 'contract' && type !== 'volunteer',
  );
  if (inTitle.length > 0) return inTitle;
  return employmentTypesOf(description.slice(0, 1500)).filter(
    (type) => type === 'full-time' || type === 'part-time',
  );
}
