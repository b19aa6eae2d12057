import type { FactLookup } from './fact-lookup.ts';
import { skillsOfOccupation } from './read-skills.ts';
import type { JobFacts, ProfileFacts, SkillFact } from './types.ts';

/** Which of a job's skills a profile shows. */
export interface SkillMatch {
  /** Share of the job's skills shown, by weight, 0–1. */
  coverage: number;
  /** Names of the skills that the profile states. */
  matched: string[];
  /** Names of the skills that it does not state, required ones first. */
  missing: string[];
  /** Required skills of the ad that the profile neither states nor implies. */
  mustHavesMissing: number;
  /** Skills that the job asks for. */
  asked: number;
}

/** A skill of a job with its weight in the coverage. */
interface WeightedSkill {
  skill: SkillFact;
  weight: number;
}

const NICE_WEIGHT = 0.4;
// A skill that the taxonomy lacks may stand in the profile under other words.
const UNKNOWN_WEIGHT = 0.5;
const USUAL_WEIGHT = 0.5;
const IMPLIED_CREDIT = 0.6;
const FEW_SKILLS = 3;
const LEAST_SKILLS = 2;
const IMPLIED_WITHIN_YEARS = 10;

/**
 * The skills of a job with their weights: a plus counts 0.4, a skill that the taxonomy lacks half; an ad
 * that names fewer than three is completed by the usual skills of its occupation at half weight.
 */
export function weighSkills(job: JobFacts, lookup: FactLookup): WeightedSkill[] {
  const fromAd = job.skillsFrom === 'ad';
  const weighted = job.skills.map((skill) => ({
    skill,
    weight:
      (skill.required ? 1 : NICE_WEIGHT) * (skill.key.startsWith('text:') ? UNKNOWN_WEIGHT : 1),
  }));
  if (!fromAd || job.skills.length >= FEW_SKILLS || !job.occupation) return weighted;
  const named = new Set(job.skills.map(({ key }) => key));
  for (const skill of skillsOfOccupation(job.occupation, lookup)) {
    if (!named.has(skill.key))
      weighted.push({ skill: { ...skill, required: false }, weight: USUAL_WEIGHT });
  }
  return weighted;
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
  asked: readonly WeightedSkill[],
  implied: ReadonlySet<string>,
): SkillMatch | undefined {
  if (asked.length < LEAST_SKILLS) return undefined;
  if (!profile.skillsKnown && (implied.size === 0 || job.skillsFrom !== 'ad')) return undefined;
  let total = 0;
  let credit = 0;
  let mustHavesMissing = 0;
  const matched: string[] = [];
  const missing: string[] = [];
  const missingNice: string[] = [];
  for (const { skill, weight } of asked) {
    total += weight;
    if (profile.skills.has(skill.key)) {
      credit += weight;
      matched.push(skill.name);
      continue;
    }
    if (implied.has(skill.key)) credit += weight * IMPLIED_CREDIT;
    else if (skill.required && job.skillsFrom === 'ad') mustHavesMissing++;
    (skill.required ? missing : missingNice).push(skill.name);
  }
  return {
    coverage: credit / total,
    matched,
    missing: missing.concat(missingNice),
    mustHavesMissing,
    asked: asked.length,
  };
}
