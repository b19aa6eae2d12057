import type { Grade, Item, LogEvent, Profile, Slate } from '../core/types.ts';
import type { SchemaSource } from '../core/features/schema.ts';
import type { NameList } from './lexicon/compile-names.ts';
import type { Term } from './tables/term.ts';

/**
 * The seam: all that the build step is told about a trade. A folder holds it (`schema.yaml`, `lexicon.yaml`,
 * `policy.md`, `phrases.yaml`), ours and a user's alike; ours may add code.
 */
export interface Domain {
  name: string;
  /** The folder, for messages. */
  folder: string;
  /**
   * What an item is, how it is read, what is compared; numbers that the policy's settings state filled in, and with
   * as much of the lexicon as its fields use.
   */
  schema: SchemaSource;
  /** The policy document, where there is one. */
  policy: { markdown: string; source: string } | undefined;
  /** The numbers that the schema takes from the policy's settings, by the setting's name. */
  settings: Readonly<Record<string, number>>;
  /** What in the folder needs a second look, with file and line; for people. */
  warnings: readonly string[];
  /** Words of reasons by their name, in place of the usual ones. */
  phrases: Readonly<Record<string, string>>;
  /** Who teaches the student; undefined: the policy and clicks. */
  teaching?: Teaching | undefined;
  /** What the build step alone knows of the trade. */
  code: DomainCode;
}

/** Who teaches a student, an output each in this order, and what their outputs are weighed for. */
export interface Teaching {
  teachers: readonly TeacherSource[];
  goal: Goal | undefined;
}

export type TeacherKind = 'policy' | 'events' | 'labels';

/** What a domain says of a teacher. */
export interface TeacherSource {
  /** Of the student's output too. */
  name: string;
  kind: TeacherKind;
  /**
   * Of `events`: the types that it learns, weakest first, against what was shown beside; the click teacher names none.
   * Of `labels`: the types that make a pair of `among` one of 1.
   */
  events?: readonly string[];
  /** Of `labels` from events: the types of the pairs that have a label at all. */
  among?: readonly string[];
  /** Of `labels` from a table: its name, and the column that holds a number or yes or no. */
  table?: string;
  column?: string;
  /** Of `labels`: what the label is at its worst and at its best; default 0 and 1. */
  range?: readonly [worst: number, best: number];
}

/** The blend with the most of one teacher's own metric among those that keep all bounds. */
export interface Goal {
  most: string;
  while: readonly Bound[];
}

/**
 * What a blend must keep: at most this share of the poor matches of `most` alone; or at least this share of what a
 * teacher's output reaches alone, by its own metric.
 */
export type Bound = { poorMatches: number } | { teacher: string; atLeast: number };

/** What a domain may say in code beside its folder; a folder alone has none of it. */
export interface DomainCode {
  /** Makes what only the build step can tell of pairs. Called once a policy; it may cache by object. */
  createTaughtFacts?(domain: Domain): TaughtFacts;
  /** Names that texts may hold, such as skills, beyond those that the tables state. */
  terms?(): Term[];
  /** Lists of names that fields are read by (`names` of schema.yaml), by the list's name. */
  names?(): Readonly<Record<string, NameList>>;
  /**
   * Draws tables of the trade by a simulator of its own.
   *
   * @param matches the profiles of taxonomies, where any are given: bare names of what items may be called
   */
  simulate?(preset: 'quick' | 'full', seed: number, matches?: readonly Profile[]): SimulatedTables;
  /** Series of items that differ in one thing alone, for the report: what a grade does along it. */
  sweeps?(now: number): Sweep[];
}

/** Items that differ in one thing alone, and the person that they are graded for. */
export interface Sweep {
  /** What differs. */
  name: string;
  unit: string;
  /** Whether the grade should fall along it, or rise. */
  falls: boolean;
  profile: Profile;
  /** In order. */
  points: { value: number; item: Item }[];
}

/** Facts beyond what a device can compute: taught measures, and words of the policy's reasons. */
export interface TaughtFacts {
  /** The measures that it can tell; of carried ones it fills in what the items' fields leave open. */
  measures: ReadonlySet<string>;
  /** The placeholders that it can fill in reasons, beside those that every domain has. */
  placeholders: ReadonlySet<string>;
  /** The value of a measure (a number in the measure's unit, or one of its values); undefined: unknown. */
  measure(name: string, pair: TaughtPair): number | string | undefined;
  /** The words of a placeholder; undefined: unknown. */
  phrase(name: string, pair: TaughtPair): string | undefined;
}

/** A profile and an item as they are, at a time in milliseconds since 1970. */
export interface TaughtPair {
  profile: object;
  item: object;
  now: number;
  /** As {@link Domain.settings}. */
  settings: Readonly<Record<string, number>>;
}

/** Tables as a simulator draws them, rows as the data contract has them. */
export interface SimulatedTables {
  items: Item[];
  profiles: Profile[];
  events: LogEvent[];
  slates: Slate[];
  grades?: Grade[];
  /** When the log is looked at, in milliseconds since 1970 UTC: the clock of whoever learns from it. */
  now: number;
  /** In place of the usual README; it says that all is simulated. */
  readme?: string;
  /** Further files by name: rows of a table, or an object. */
  beside?: Readonly<Record<string, object | object[]>>;
}

/** The domains that ship, and any folder. Commands are handed one; the recipe is handed domains. */
export interface Domains {
  /** The names of the domains that ship. */
  names: readonly string[];
  /** The folder in which they lie, with the lexicon that all may extend. */
  readonly folder: string;
  /**
   * Opens a domain by name or folder.
   *
   * @param options.policy a policy document (path) in place of the domain's own
   * @throws INVALID_ARGUMENT for neither; INVALID_SCHEMA, INVALID_LEXICON, INVALID_POLICY, PROTECTED_ATTRIBUTE
   */
  open(nameOrFolder: string, options?: { policy?: string | undefined }): Promise<Domain>;
}
