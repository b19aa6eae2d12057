import type { Place } from '../../../core/reading/read-place.ts';
import type { EducationLevel, Occupation } from '../taxonomy/types.ts';
import type { TitleTokens } from './title-tokens.ts';

/** The rank of the taxonomy's seniority ladder: 0 intern or trainee, 1 junior, 2 mid, 3 senior, 4 lead, 5 manager or head, 6 director or executive. */
export type SeniorityLevel = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** As the lexicon's vocabulary `workplace`. */
export const WORKPLACES = ['remote', 'hybrid', 'onsite'] as const;
export type Workplace = (typeof WORKPLACES)[number];

/** As the lexicon's vocabulary `employment`. */
export const EMPLOYMENT_TYPES = [
  'full-time',
  'part-time',
  'contract',
  'temporary',
  'internship',
  'per-diem',
  'volunteer',
] as const;
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];

/** A skill as facts know it: by its taxonomy id, or, where the taxonomy lacks it, by its normalized text. */
export interface SkillFact {
  /** The taxonomy id, or `text:` and the normalized text. */
  key: string;
  name: string;
  /** False where the ad calls it a plus or only names it in a duty; always true in a profile. */
  required: boolean;
  /** How much it counts in the coverage, 0–1. */
  weight: number;
}

/** A licence or certificate under a canonical key, so that "RN" and "Registered Nurse license" are one. */
export interface LicenceFact {
  key: string;
  name: string;
}

/** A place as far as it is known, with the name to show. */
export interface PlaceFact extends Place {
  label: string;
}

/** Pay for a full-time year, in the domain's currency. */
export interface PayFact {
  minYearly: number;
  maxYearly: number;
}

/** A language by its ISO 639 code; level 1 basic, 2 conversational, 3 working, 4 fluent, 5 native. */
export interface LanguageFact {
  code: string;
  name: string;
  level: number;
}

/** What the words of an ad give away about its quality. */
export interface TextSignals {
  /** Words in the description, or undefined where the job has none. */
  words?: number;
  /** Share of the letters of title and description that are capitals, 0–1. */
  capsShare: number;
  employerNamed: boolean;
  /** Names of the warning signs found, in plain words, each once. */
  warnings: string[];
  upfrontFee: boolean;
  contactOutside: boolean;
  /** Wordings that choose people by a protected attribute, as quoted from the ad. */
  discriminating: string[];
}

/** What the policy's criteria can know of a job. A missing part is unknown, never "no". */
export interface JobFacts {
  title: string;
  titleTokens: TitleTokens;
  occupation?: Occupation;
  /** Further occupations that the title lists; any of them may be the work. */
  otherOccupations: readonly Occupation[];
  seniority?: SeniorityLevel;
  skills: SkillFact[];
  /** Whether the skills are named by the ad or taken from its occupation. */
  skillsFrom: 'ad' | 'occupation' | 'none';
  requiredYears?: number;
  educationLevel?: EducationLevel;
  /** The ad takes experience in place of the degree. */
  equivalentAccepted: boolean;
  licences: LicenceFact[];
  places: PlaceFact[];
  workplace?: Workplace;
  /** Countries (ISO alpha-2) from which remote work is allowed; empty where the ad does not say. */
  remoteCountries: string[];
  employmentTypes: EmploymentType[];
  pay?: PayFact;
  languages: LanguageFact[];
  /** Milliseconds since 1970 UTC. */
  datePosted?: number;
  signals: TextSignals;
}

/** A title that the person holds, held or wants, with its occupation where the taxonomy has it. */
export interface RoleFact {
  title: string;
  titleTokens: TitleTokens;
  occupation?: Occupation;
  /** The level that the title states. */
  seniority?: SeniorityLevel;
}

export interface HeldRoleFact extends RoleFact {
  /** Years in the role, where its dates tell. */
  years?: number;
  /** Years since the role ended: 0 for a present one; undefined where no date tells. */
  endedYearsAgo?: number;
}

/** What the policy's criteria can know of a person. No protected attribute is ever read. */
export interface ProfileFacts {
  /** The profile's label: what the person says they are. */
  headline?: RoleFact;
  /** Wished titles; else the label; else the latest role. */
  targets: RoleFact[];
  /** Whether the person stated the targets (a wish or a label). */
  targetsStated: boolean;
  held: HeldRoleFact[];
  /** By key. */
  skills: Map<string, SkillFact>;
  /** Whether the profile says enough of its skills to miss one there. */
  skillsKnown: boolean;
  /** All years of work. */
  years?: number;
  seniority?: SeniorityLevel;
  educationLevel?: EducationLevel;
  licences: LicenceFact[];
  place?: PlaceFact;
  workplaceWish: Workplace[];
  maxCommuteKm?: number;
  willingToRelocate?: boolean;
  employmentWish: EmploymentType[];
  desiredPay?: PayFact;
  languages: LanguageFact[];
}
