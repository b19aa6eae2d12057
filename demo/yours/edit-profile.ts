import type { Profile } from 'pocketrank';
import { readProfile } from '../read/profile.ts';

/** The profile with other skills. */
export function withSkills(profile: Profile, skills: readonly string[]): Profile {
  return { ...profile, skills: skills.map((name) => ({ name })) };
}

/** The profile with another job that is looked for, or another town. */
export function withBasics(
  profile: Profile,
  { label, city, country }: { label: string; city: string; country: string },
): Profile {
  const basics = (profile.basics ?? {}) as Record<string, unknown>;
  const location = {
    ...(city && { city }),
    ...(country && { countryCode: country.toUpperCase() }),
  };
  return { ...profile, basics: { ...basics, label, location } };
}

/** The profile with one skill more, unless it has it. */
export function addSkill(profile: Profile, skill: string): Profile {
  const { skills } = readProfile(profile);
  const name = skill.trim();
  const isThere = skills.some((one) => one.toLowerCase() === name.toLowerCase());
  return name === '' || isThere ? profile : withSkills(profile, [...skills, name]);
}

/** The profile without a skill. */
export function removeSkill(profile: Profile, skill: string): Profile {
  return withSkills(
    profile,
    readProfile(profile).skills.filter((one) => one !== skill),
  );
}
