/** A field of work, such as health care or construction. */
export interface Field {
  id: string;
  name: string;
  /** What its people have studied or trained in; the first ones are the most usual. */
  studyAreas: string[];
}

/** A skill, tool, or licence-like competence that job ads and profiles name. */
export interface Skill {
  id: string;
  /** The usual spelling. */
  name: string;
  /** Other spellings and abbreviations, all of which mean this skill. */
  synonyms: string[];
}

/** Least formal education, as a level: 0 none, 1 secondary, 2 vocational, 3 associate, 4 bachelor, 5 master, 6 doctorate. */
export type EducationLevel = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface Occupation {
  id: string;
  /** The preferred title. */
  title: string;
  /** The field's id. */
  field: string;
  /** Other titles in use, abbreviations included ("RN", "Staff Nurse"). */
  synonyms: string[];
  /** German titles: only ads and profiles of German-speaking places use them. */
  germanTitles: string[];
  /** Names of a kind of work ("nursing") that mean this occupation where a title says no more. */
  workNames: string[];
  /** Two or three plain sentences: what the person does. */
  description: string;
  /** Imperative phrases that a job ad would list as duties. */
  tasks: string[];
  /** Ids of the skills at the heart of the work, most important first. */
  coreSkills: string[];
  /** Ids of skills that help. */
  niceSkills: string[];
  /** Other occupations that a person in this one can do or move to, with closeness 0–1. */
  related: { id: string; closeness: number }[];
  education: EducationLevel;
  /** Names of licences or certificates without which the work is not allowed. */
  licences: string[];
  /** What its people have studied or trained in: those of its field where it has none of its own. */
  studyAreas: string[];
  /** Yearly pay in US dollars: 10th, 50th and 90th percentile. */
  pay: { low: number; median: number; high: number };
  /** Share of ads that allow remote work, 0–1. */
  remoteShare: number;
  /** How many openings there are, relative to most occupations. */
  openings: number;
}

/** A place with its coordinates. */
export interface Place {
  id: string;
  locality: string;
  /** Other names of the locality. */
  aliases: string[];
  region: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  latitude: number;
  longitude: number;
  /** How many jobs and people are here, relative to the other places. */
  weight: number;
  /** Pay here relative to the country's mean. */
  payFactor: number;
}

/** One step of the seniority ladder. */
export interface Seniority {
  id: 'intern' | 'junior' | 'mid' | 'senior' | 'lead' | 'manager' | 'director';
  /** 0 for interns … 6 for directors. */
  rank: number;
  name: string;
  /** Words and phrases that say it in a title. */
  words: string[];
  /** Years of experience that people at this step usually have. */
  years: { low: number; high: number };
  /** Pay relative to the occupation's median. */
  payFactor: number;
}

/** The whole vocabulary. */
export interface Taxonomy {
  fields: readonly Field[];
  occupations: readonly Occupation[];
  skills: readonly Skill[];
  /** From intern to director. */
  seniorities: readonly Seniority[];
  places: readonly Place[];
}
