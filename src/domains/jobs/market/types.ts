import type { Item, LogEvent, Profile, Slate } from '../../../core/types.ts';

/** How large a market is and how it is drawn. */
export interface MarketOptions {
  /** The same seed and sizes give the same market, byte for byte. */
  seed: number | string;
  /** People who are bare titles, as `pocketrank taxonomy` writes them: half of the ads take their titles from these. */
  titles?: readonly Profile[];
  /** Ids of the occupations that take part; default: all of the taxonomy. */
  occupations?: readonly string[];
  profiles: number;
  items: number;
  /** All sessions of all profiles; at least one each. */
  sessions: number;
  /** Jobs shown in a session. */
  slateSize: number;
  /** The end of the logged time, in milliseconds since 1970 UTC; default 2025-06-30. */
  endMs?: number;
  /** Share of the profiles whose last session is held out as a validation slate, 0–1; default 0.15. */
  validationShare?: number;
}

/** A simulated job market: tables as the build step reads them, and the truth behind them. */
export interface Market {
  items: Item[];
  profiles: Profile[];
  /** In time order. */
  events: LogEvent[];
  /** Validation slates: the held-out last sessions. */
  slates: Slate[];
  truth: MarketTruth;
}

export type Workplace = 'onsite' | 'hybrid' | 'remote';
export type Employment =
  'FULL_TIME' | 'PART_TIME' | 'CONTRACTOR' | 'TEMPORARY' | 'INTERN' | 'PER_DIEM';

/** `thin` ads hardly say anything, `misleading` ones name another occupation than the work is, `spam` is no job. */
export type JobQuality = 'good' | 'thin' | 'misleading' | 'spam';

/** A point on the map, in degrees. */
export interface Site {
  /** A place id of the taxonomy. */
  place: string;
  latitude: number;
  longitude: number;
}

/** What a job really is. */
export interface JobTruth {
  id: string;
  /** The occupation of the work. */
  occupation: string;
  /** The occupation that the title promises; another one only where the ad misleads. */
  titleOccupation: string;
  /** The rank of the seniority ladder, 0–6. */
  seniority: number;
  employer: string;
  sites: Site[];
  country: string;
  workplace: Workplace;
  employment: Employment;
  /** Full-time pay a year in US dollars at the pay level of the United States; what is really paid. */
  pay: number;
  /** The same as the ad states it, or undefined where it states none. */
  statedPay: number | undefined;
  coreSkills: string[];
  niceSkills: string[];
  licences: string[];
  education: number;
  /** The work needs German at working level. */
  needsGerman: boolean;
  postedMs: number;
  validThroughMs: number;
  quality: JobQuality;
  /** How much title and promises draw clicks beyond what the job is worth, in logits, ≥ 0. */
  clickbait: number;
  /** How much it draws everybody, in logits; nothing in the ad tells. */
  appeal: number;
}

/** What a person really is and wants. */
export interface ProfileTruth {
  id: string;
  /** Present occupation first, then earlier ones; weight 0–1. */
  occupations: { id: string; weight: number }[];
  /** The occupation that the person wants next; often the present one, not always said. */
  intent: string;
  seniority: number;
  site: Site;
  country: string;
  /** A place where the person would like to live; nothing in the profile tells. */
  wishPlace: string | undefined;
  skills: string[];
  licences: string[];
  education: number;
  speaksGerman: boolean;
  /** Yearly, on the scale of {@link JobTruth.pay}. */
  desiredPay: number;
  workplace: Workplace;
  employment: Employment;
  maxCommuteKm: number;
  willingToRelocate: boolean;
  /** The taste in the space of {@link MarketTruth.tastes}; nothing in the profile tells. */
  taste: number[];
  /** Weights of distance, pay and sensation in what the person opens; about 1. */
  distanceWeight: number;
  payWeight: number;
  clickbaitWeight: number;
}

/** A shown pair. */
export interface PairTruth {
  profileId: string;
  itemId: string;
  slateId: string;
  /** The probability of a click if examined. */
  attraction: number;
  /** How well the job suits the person, 0–1. */
  fit: number;
  examined: boolean;
}

/** The truth behind a market; plain data, so that it can be written as JSON. */
export interface MarketTruth {
  simulated: true;
  seed: string;
  endMs: number;
  /** The chance of looking at each position, from the first, for someone who is still scrolling. */
  examination: number[];
  /** The chance of going on after a click. */
  continuation: number;
  /** Share of sessions whose slate was shuffled. */
  shuffleShare: number;
  jobs: JobTruth[];
  profiles: ProfileTruth[];
  /** Directions of taste: of employers, occupations and places, by id. */
  tastes: {
    employers: Record<string, number[]>;
    occupations: Record<string, number[]>;
    places: Record<string, number[]>;
  };
  /** Every shown pair, held-out slates included. */
  pairs: PairTruth[];
}
