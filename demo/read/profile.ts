import type { Profile } from 'pocketrank';
import { get, listOf, textOf } from './get.ts';
import { placeOf } from './place.ts';

/** A profile as the page shows it. */
export interface ShownProfile {
  label: string;
  place: string;
  summary: string;
  skills: string[];
}

/** Reads what the page shows of a JSON Resume; anything may be missing. */
export function readProfile(profile: Profile): ShownProfile {
  const basics = profile.basics as Record<string, unknown> | undefined;
  return {
    label: textOf(basics?.['label']) || textOf(get(profile['work'], 'position')) || 'Somebody',
    place: placeOf(basics?.['location']),
    summary: textOf(basics?.['summary']),
    skills: skillsOf(profile['skills']),
  };
}

/** Skills by name; a group of them (`{ name, keywords }`) by its keywords. */
function skillsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return listOf(value);
  return value.flatMap((skill) => {
    const keywords = listOf(get(skill, 'keywords'));
    return keywords.length > 0 ? keywords : listOf([skill]);
  });
}
