import type { EventSource } from '../events.ts';

/** What a field holds; decides how it is read and which tokens it gives. */
export const FIELD_KINDS = ['text', 'tags', 'category', 'number', 'place', 'time'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** The two sides of a pair. */
export const SIDES = ['item', 'profile'] as const;
export type Side = (typeof SIDES)[number];

/**
 * One field as a schema file states it. `item` and `profile` name where it lies on each side: dotted paths
 * (arrays on the way are flattened; all paths are read and joined). A side without paths has no such field.
 */
export interface FieldSource {
  name: string;
  /** For people. */
  description?: string;
  kind: FieldKind;
  item?: string | string[];
  profile?: string | string[];
  /** Whether the field's tokens enter the embedding; one that is false serves crosses alone. Default true, false for times. */
  embed?: boolean;
  /** text and tags: hash character 3- to 5-grams beside words. Default true for tags, false for text. */
  grams?: boolean;
  /** text and tags: at most this many words are read, 1 to 512. Default 96. */
  maxWords?: number;
  /** category: all values together make one token, so that a set of codes is a thing of its own. Default false. */
  joint?: boolean;
  /**
   * number and time (ms since 1970): the range of interest, within ±1e15; values beyond it count as its ends.
   * Required for numbers; a time without one is read in quarters of a year.
   */
  min?: number;
  max?: number;
  /** number: how the range is divided. Default 'linear'. */
  scale?: 'linear' | 'log';
}

/** How a pair of fields is compared, beside the embeddings. */
export const CROSS_KINDS = ['match', 'difference', 'distance', 'age'] as const;
export type CrossKind = (typeof CROSS_KINDS)[number];

/**
 * One cross as a schema file states it.
 * - `match`: the share of the item's tokens (weighted by rarity) that the profile has too;
 * - `difference`: item number − profile number;
 * - `distance`: how near the nearest places are;
 * - `age`: how long ago the item's time is at the time of ranking.
 *
 * A cross also compares an item with the items of earlier signals, so one without a profile side is useful.
 */
export interface CrossSource {
  name: string;
  /** For people. */
  description?: string;
  kind: CrossKind;
  /** The item's field. */
  item: string;
  /** The profile's field; default: the field named by `item`, where it has a profile side. None for `age`. */
  profile?: string;
  /** match: how many of the item's tokens (the rarest) an item code keeps. Default 8. distance: places kept, default 2. */
  slots?: number;
  /**
   * match of a text: the item's texts are compared one by one, words missing in a text count against it, and the
   * best one counts. Default false.
   */
  perText?: boolean;
  /**
   * When a side waives the comparison, which then counts as unknown: work from home has no way to it, and who would
   * move asks for none.
   */
  unless?: Partial<Record<Side, ConditionSource>>;
}

/** Holds where a category field of the side has one of some values: `{ field: 'workplace', is: 'TELECOMMUTE' }`. */
export interface ConditionSource {
  field: string;
  is: string | string[];
}

/** A schema file: the fields of an item and a profile, and the crosses between them. */
export interface SchemaSource {
  name: string;
  version: 1;
  /** For people. */
  description?: string;
  /** What people do with items, weakest first; from `click` on they are choices. Default: the usual events. */
  events?: EventSource[];
  fields: FieldSource[];
  crosses: CrossSource[];
}

/** A field, checked, with every default filled in. */
export interface Field {
  name: string;
  kind: FieldKind;
  /** Paths split at the dots, by side. */
  paths: Record<Side, readonly (readonly string[])[]>;
  embed: boolean;
  grams: boolean;
  maxWords: number;
  joint: boolean;
  /** The range of a number or a ranged time; `max` is not above `min` for a time without one. */
  min: number;
  max: number;
  scale: 'linear' | 'log';
  /** Keeps the tokens of this field's category, number or place apart from those of others. */
  salt: number;
}

/** A cross, checked; fields by index into {@link Schema.fields}, −1 where the profile has none. */
export interface Cross {
  name: string;
  kind: CrossKind;
  itemField: number;
  profileField: number;
  slots: number;
  perText: boolean;
  /** By side, when it waives the comparison. */
  unless: Partial<Record<Side, Condition>>;
  /** Where this cross's evidence starts in the evidence part of an item code, and how long it is, in bytes. */
  offset: number;
  bytes: number;
}

/** A condition, checked: the field by index, the values by the hashes of their tokens. */
export interface Condition {
  field: number;
  hashes: readonly number[];
}

/** Each cross gives two features, both 0 … 127: its value, and 127 where both sides are known (else both 0). */
export const FEATURES_PER_CROSS = 2;

/** A compiled schema. */
export interface Schema {
  name: string;
  fields: readonly Field[];
  crosses: readonly Cross[];
  /** Length of the evidence part of an item code, in bytes. */
  evidenceBytes: number;
  /** The source it was compiled from, for the model file. */
  source: SchemaSource;
}
