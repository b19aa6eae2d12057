import type { FactLookup } from './fact-lookup.ts';
import { skillsOfOccupation } from './read-skills.ts';
import { isSoftSkill } from './skill-weights.ts';
import type { JobFacts, ProfileFacts, SkillFact } from './types.ts';

/** Which of a job's skills a profile shows. */
export interface SkillMatch {
  /** Share of the job's skills shown, by weight, 0–1. */
  coverage: number;
  /** How many of the skills worth counting are stated, implied, and asked for: the required ones without the soft. */
  counts: { stated: number; implied: number; asked: number };
  /** Required skills of the ad that the profile neither states nor implies. */
  mustHavesMissing: number;
  asked: AskedSkills;
  /** Keys of the skills that the profile's work implies. */
  implied: ReadonlySet<string>;
}

/** Names of the skills that a profile states, that its work implies, and that it lacks; the weightiest first. */
export interface SkillNames {
  matched: string[];
  implied: string[];
  missing: string[];
}

/** The skills to compare and what they stand for. */
export interface AskedSkills {
  /** The weightiest first. */
  skills: readonly SkillFact[];
  /** The keys of those worth counting in words: required or usual, and none that everyone claims. */
  counted: ReadonlySet<string>;
  /** Whether all are named by the ad, or some are usual for its occupation. */
  fromAd: boolean;
  /** Whether there are enough of them to compare. */
  telling: boolean;
}

const USUAL_SHARE = 0.5;
const FEW_WEIGHT = 2.5;
const LEAST_SKILLS = 2;
const IMPLIED_CREDIT = 0.6;
const IMPLIED_WITHIN_YEARS = 10;

/**
 * The skills of a job as they are compared. An ad whose skills weigh less than two and a half required
 * ones is completed by the usual skills of its occupation at half weight, so that one word does not decide.
 */
export function askedSkills(job: JobFacts, lookup: FactLookup): AskedSkills {
  const skills = [...job.skills];
  const total = skills.reduce((sum, { weight }) => sum + weight, 0);
  const usualOf = job.skillsFrom === 'ad' && total < FEW_WEIGHT ? job.occupation : undefined;
  if (usualOf) {
    const named = new Set(skills.map(({ key }) => key));
    for (const skill of skillsOfOccupation(usualOf, lookup)) {
      if (named.has(skill.key)) continue;
      skills.push({ ...skill, required: false, weight: skill.weight * USUAL_SHARE });
    }
  }
  skills.sort((a, b) => b.weight - a.weight);
  const hard = skills.filter(({ key }) => !isSoftSkill(key));
  const counted = hard.filter(({ required }) => required || usualOf);
  return {
    skills,
    counted: new Set((counted.length > 0 ? counted : hard).map(({ key }) => key)),
    fromAd: job.skillsFrom === 'ad' && !usualOf,
    telling: hard.length >= LEAST_SKILLS,
  };
}

/** Ids of the skills that the profile's recent occupations imply. */
export function impliedSkills(profile: ProfileFacts): Set<string> {
  const implied = new Set<string>();
  for (const { occupation, endedYearsAgo } of profile.held) {
    if ((endedYearsAgo ?? 0) > IMPLIED_WITHIN_YEARS) continue;
    for (const id of occupation?.coreSkills ?? []) implied.add(id);
  }
  return implied;
}

/**
 * Compares the skills of a job with those of a profile. A skill that the profile does not state but that a
 * recent occupation of its implies counts 0.6. Undefined where the job has fewer than two skills, or where
 * the profile states none and the comparison would only repeat the occupations.
 */
export function matchSkills(
  profile: ProfileFacts,
  job: JobFacts,
  asked: AskedSkills,
  implied: ReadonlySet<string>,
): SkillMatch | undefined {
  if (!asked.telling) return undefined;
  if (!profile.skillsKnown && (implied.size === 0 || job.skillsFrom !== 'ad')) return undefined;
  const counts = { stated: 0, implied: 0, asked: asked.counted.size };
  let total = 0;
  let credit = 0;
  let mustHavesMissing = 0;
  for (const { key, weight, required } of asked.skills) {
    const counted = asked.counted.has(key) ? 1 : 0;
    total += weight;
    if (profile.skills.has(key)) {
      credit += weight;
      counts.stated += counted;
    } else if (implied.has(key)) {
      credit += weight * IMPLIED_CREDIT;
      counts.implied += counted;
    } else if (required && job.skillsFrom === 'ad') mustHavesMissing++;
  }
  return { coverage: credit / total, counts, mustHavesMissing, asked, implied };
}

/** Names what a match counted. It is apart from matching because few pairs are ever put into words. */
export function nameSkills(profile: ProfileFacts, { asked, implied }: SkillMatch): SkillNames {
  const names: SkillNames = { matched: [], implied: [], missing: [] };
  for (const { key, name } of asked.skills) {
    if (profile.skills.has(key)) names.matched.push(name);
    else if (implied.has(key)) names.implied.push(name);
    else names.missing.push(name);
  }
  return names;
}
