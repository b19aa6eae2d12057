import type { Interval } from '../../core/limits/limit.ts';
import type { GradeValue } from '../../core/types.ts';
import type { Domain, TaughtFacts } from '../domain.ts';
import type { Measure } from './measure.ts';
import type { Template } from './parse-template.ts';

/** What a table cell accepts of a measure: stretches of numbers, or values of a category. */
export type Condition = { intervals: readonly Interval[] } | { values: ReadonlySet<string> };

/** One row of a criterion's table. */
export interface Level {
  level: GradeValue;
  condition: Condition;
  /** Guidance for people and for a language model. */
  meaning: string;
  /** The clause that the rationale quotes. */
  reason: Template;
  line: number;
}

export interface Criterion {
  /** The name in kebab case. */
  id: string;
  name: string;
  weight: number;
  /** Without evidence for it the pair stays ungraded. */
  required: boolean;
  /** What the criterion asks, from the table of criteria. */
  question: string;
  measure: Measure;
  /** Best level first. */
  levels: readonly Level[];
  /** The prose of its section. */
  guidance: string;
  line: number;
}

/** Where all conditions hold, the grade is at most `cap`. */
export interface Limit {
  id: string;
  name: string;
  conditions: readonly { measure: Measure; condition: Condition }[];
  cap: GradeValue;
  reason: Template;
  line: number;
}

/** A grade and the least weighted mean (0–4) that earns it. */
export interface GradeBand {
  grade: GradeValue;
  name: string;
  from: number;
  meaning: string;
}

export interface PolicySettings {
  /** Least share of the weight of pair criteria that must have evidence, 0–1. */
  leastEvidence: number;
  /** The day on which the examples are graded, ms since 1970 UTC. */
  exampleNow: number;
}

/** A pair of the document with the grade that it states. */
export interface PolicyExample {
  name: string;
  profile: Record<string, unknown>;
  item: Record<string, unknown>;
  /** `ungraded` where the evidence is meant to be too thin. */
  grade: GradeValue | 'ungraded';
  line: number;
}

/** A compiled policy document. */
export interface Policy {
  title: string;
  /** The file's name, for messages. */
  source: string;
  /** The document itself, as a language model or a person reads it. */
  markdown: string;
  /** By grade, 0 first. */
  grades: readonly GradeBand[];
  criteria: readonly Criterion[];
  /** Hard limits: carried measures alone, so that every device applies them exactly. */
  limits: readonly Limit[];
  /** Grade caps: of any measures, for the rubric alone; the student learns the grades that they leave. */
  caps: readonly Limit[];
  settings: PolicySettings;
  examples: readonly PolicyExample[];
  domain: Domain;
  /** What the domain's code knows of pairs. */
  taught: TaughtFacts | undefined;
}
