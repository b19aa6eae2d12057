import type { Grade, Item, LogEvent, Profile, Slate } from '../../core/types.ts';
import type { Term } from './term.ts';
import type { EventTypes } from './event-types.ts';

/** The kinds of table, as the data contract names them. */
export const TABLE_KINDS = [
  'items',
  'profiles',
  'events',
  'grades',
  'slates',
  'pairs',
  'terms',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** Why a row cannot be used. */
export type BadRowReason =
  | 'does-not-parse'
  | 'missing-id'
  | 'duplicate-id'
  | 'unknown-item'
  | 'unknown-profile'
  | 'invalid-value'
  | 'future-time';

/** A row that cannot be used, and where it stands. */
export interface BadRow {
  /** The path of the file as it was opened. */
  file: string;
  /** From 1: the line on which the row starts; for Parquet, which has no lines, the number of the row. */
  line: number;
  reason: BadRowReason;
  /** What is wrong, one clause. */
  message: string;
}

/** All bad rows, counted, and the first of them in full. */
export interface BadRowSummary {
  count: number;
  /** Counts by reason; reasons that did not occur are left out. */
  byReason: Partial<Record<BadRowReason, number>>;
  /** The first `maxReportedBadRows` of them, in the order of reading. */
  report: BadRow[];
}

/** One file that was read. */
export interface TableFile {
  kind: TableKind;
  /** The name by which it was found or asked for, such as `validation-slates`. */
  name: string;
  path: string;
  /** Rows that were kept. */
  rows: number;
}

/** What a pair came to: a number between what is worst and what is best, yes 1 and no 0. */
export interface LabelRow {
  profileId: string;
  itemId: string;
  at?: number | undefined;
  value: number;
}

/** The tables of one folder, checked row by row. */
export interface Tables {
  /** By key (see `readKey`), in file order. */
  items: Map<string, Item>;
  /** By id, in file order. */
  profiles: Map<string, Profile>;
  /** In file order; several event tables follow one another as they were asked for. */
  events: LogEvent[];
  grades: Grade[];
  /** Names that texts may hold, where the folder has a table of them. */
  terms?: Term[];
  /** By the name under which each table was found or asked for. */
  slates: Record<string, Slate[]>;
  /** By the name under which each table was found or asked for. */
  pairs: Record<string, Pair[]>;
  files: TableFile[];
  /** What these items are called. */
  noun: Noun;
  /** Where the keys of these items lie, dotted paths in order. */
  keys: readonly string[];
  /** What people do with these items. */
  eventTypes: EventTypes;
  /** What pairs came to, by the teacher that learns from it. */
  labels?: Readonly<Record<string, readonly LabelRow[]>>;
  /** Rows of further tables that were simulated with these, by the file's name. */
  beside?: Readonly<Record<string, readonly object[]>>;
  /** The clock, in milliseconds since 1970 UTC: whatever has no time of its own happens now. */
  now: number;
  /** Rows left out; always none when bad rows are refused. */
  badRows: BadRowSummary;
  /** What is odd and no row's fault alone, one sentence each: times in seconds, events that stand twice. */
  notices?: readonly string[];
  /** What was left out to keep within {@link OpenTablesOptions.sample}; undefined where all was read. */
  sampled?: Sampled;
  /** SHA-256 over the content of the files, in hexadecimal: a part of checkpoint keys. */
  fingerprint: string;
}

/** One row of a `pairs` table: for the profile, which of two items is to come first. */
export interface Pair {
  id: string;
  /** What it is a case of, for people; pairs are counted by it. */
  kind: string;
  note?: string;
  /** Of a profile that stands in the table of profiles. */
  profileId?: string;
  profile: Profile;
  /** The better one, then the worse, and their keys. */
  items: readonly [better: Item, worse: Item];
  itemIds: readonly [better: string, worse: string];
}

/** What an item is called. */
export interface Noun {
  one: string;
  many: string;
}

/** How many rows there are in the files, and how many of them are held. */
export interface Sampled {
  items: { held: number; all: number };
  profiles: { held: number; all: number };
  events: { held: number; all: number };
}

/**
 * How much of long tables is held; which rows, their keys decide, so that it is the same every time. People, and
 * items, that grades, slates and pairs name are held beyond these numbers.
 */
export interface SampleOptions {
  /** People with their profiles and events. */
  people?: number;
  /** Events of each person: the newest. */
  perPerson?: number;
  /** Events of all; where there are more, people are halved until it is enough. */
  events?: number;
  /** Items: those that events name most often, then any. */
  items?: number;
}

/** Options of `openTables`. */
export interface OpenTablesOptions {
  /**
   * What an item may be called: the `items` table may have the name of one's `many`, and rows then say
   * `<one>Id` for `itemId` where they like. Default: what the one other table of the folder is called.
   */
  nouns?: readonly Noun[];
  /** Where the key of an item lies, dotted paths in order; else a hash of its content. Default: found by looking. */
  keys?: readonly string[];
  /** schema.org types of items: in a row that holds several objects (`@graph`, a list) these are the items. */
  types?: readonly string[];
  /** What people can do with items. Default: the usual events. */
  eventTypes?: EventTypes;
  /**
   * The clock, in milliseconds since 1970 UTC. Events, histories and slates more than a day after it are bad
   * rows. Default: midnight UTC of today.
   */
  now?: number;
  /** `refuse` (default): throw after reading everything, naming the bad rows; `skip`: leave them out. */
  onBadRow?: 'refuse' | 'skip';
  /** How much of long tables is held. Default: everything. */
  sample?: SampleOptions;
  /** How many bad rows to report in full; all are counted. Default 20. */
  maxReportedBadRows?: number;
  /** Tables that must be there and hold a usable row. Default: `items`. */
  require?: readonly TableKind[];
  /** Event tables to read, by name or path. Default: `events`, if it is there. */
  events?: readonly string[];
  /** Grade tables to read, by name or path. Default: `grades`, if it is there. */
  grades?: readonly string[];
  /** Slate tables to read, by name or path. Default: `slates` and every `*-slates` of the folder. */
  slates?: readonly string[];
  /** Pair tables to read, by name or path. Default: `pairs`, if it is there. */
  pairs?: readonly string[];
}
