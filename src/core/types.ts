/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What is ranked: a [schema.org](https://schema.org) object such as a JobPosting or a Product, as pages carry it in
 * JSON-LD and tables in their rows. It is read through the model's schema, so any shape that the web uses (string or
 * object, one value or an array) may stand here. `attributes` holds whatever has no home in the vocabulary, flat.
 */
export interface Item {
  /** The key: a string, a number, or a schema.org PropertyValue (`{ value }`); where else it may lie the schema says. */
  identifier?: unknown;
  /** The key, where there is no `identifier`. */
  id?: unknown;
  /** What has no home in the vocabulary, flat. */
  attributes?: Record<string, unknown>;
  [property: string]: unknown;
}

/** A [JSON Resume](https://jsonresume.org/schema), plus `id` in tables. Every part is optional. */
export interface Profile {
  /** The key, in tables; not read on a page. */
  id?: unknown;
  /** Who it is, in short: of a JSON Resume `label`, `summary`, `location`. */
  basics?: unknown;
  /** Wishes, and what has no home in the format; flat. */
  attributes?: Record<string, unknown>;
  [property: string]: unknown;
}

/** What a person can do with an item: one of the types that the schema lists, such as `click`. */
export type EventType = string;

/** One row of an `events` table. */
export interface LogEvent {
  profileId: string;
  itemId: string;
  type: EventType;
  /** When, in milliseconds since 1970 UTC (tables may say it as ISO 8601). */
  at?: number;
  /** The rank at which the item was shown, from 1. */
  position?: number;
  /** Events with the same slateId were shown together. */
  slateId?: string;
  dwellMs?: number;
  /** The probability with which the logging policy showed this item at this position. */
  propensity?: number;
  /** The number by which the logging policy ranked the item, in its own unit; higher is better. */
  score?: number;
}

/** How well an item fits a profile by the product policy: 0 not at all … 4 excellent. */
export type GradeValue = 0 | 1 | 2 | 3 | 4;

/** One row of a `grades` table: the golden set. */
export interface Grade {
  profileId: string;
  itemId: string;
  grade: GradeValue;
  /** Who graded: a person's or a model's name, or `rubric`. */
  grader: string;
}

/** A past signal of the profile, as a slate carries it. */
export interface HistoryEvent {
  itemId: string;
  type: EventType;
  /** Milliseconds since 1970 UTC. */
  at?: number;
  dwellMs?: number;
}

/** One row of a `slates` table: rank `candidates` for the profile knowing only `history`. */
export interface Slate {
  id: string;
  profileId: string;
  /** The time of the ranking, in milliseconds since 1970 UTC. */
  at?: number;
  /** Item ids in logged order, or `"*"` for every item of the `items` table. */
  candidates: string[] | '*';
  /** Relevance by item id; items left out have gain 0. */
  gains: Record<string, number>;
  history: HistoryEvent[];
}
