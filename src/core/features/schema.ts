import type { EventSource } from '../events.ts';
import { SIDES, type FieldKind, type ReadField, type Side } from '../reading/field.ts';
import type { LexiconSource } from '../reading/lexicon-source.ts';
import type { Lexicon } from '../reading/lexicon.ts';
import type { MeasureSource } from './measure.ts';

export { SIDES, type FieldKind, type Side };

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
  /** Whether the field's tokens enter the embedding; one that is false serves measures alone. Default true, false for times. */
  embed?: boolean;
  /** text and tags: hash character 3- to 5-grams beside words, of kana, ideographs and Hangul also one and two. Default true for tags, false for text. */
  grams?: boolean;
  /** text and tags: at most this many words are read, 1 to 512. Default 96. */
  maxWords?: number;
  /** category: all values together make one token, so that a set of codes is a thing of its own. Default false. */
  joint?: boolean;
  /** category and tags: values are looked up in this vocabulary of the lexicon. text: its words take the place of its aliases. */
  vocabulary?: string;
  /** category: texts are looked through for this list of names of the lexicon; what names none has no value. */
  names?: string;
  /** category with `names` and without an item side: what is at least so near to what is named counts too; 1 … 100 percent. */
  near?: number;
  /** amount: `year` for pay, whose units of time are turned into a year; default `none`, a price. */
  per?: 'year' | 'none';
  /**
   * number, amount (in the schema's currency), duration (months) and time (ms since 1970): the range of interest,
   * within ±1e15; values beyond it count as its ends. Required but for a time, which without one is read in quarters
   * of a year.
   */
  min?: number;
  max?: number;
  /** time: of a day, month or year that is stated its end counts. Default false. */
  end?: boolean;
  /** number, amount, duration: how the range is divided. Default 'linear'. */
  scale?: 'linear' | 'log';
  /** What a simulated market draws from: values, or of numbers and times (days before now) a range. */
  sample?: readonly unknown[] | { min: number; max: number };
}

/**
 * What the student sees of a measure, beside the embeddings.
 * - `match`: the share of the item's tokens (weighted by rarity) that the profile has too;
 * - `difference`: item number − profile number;
 * - `distance`: how near the nearest places are;
 * - `age`: how long ago the item's time is at the time of ranking;
 * - `mention`: how much of what the profile names the item's texts name, or the other way round.
 *
 * A cross also compares an item with the items of earlier signals, so one without a profile side is useful.
 */
export const CROSS_KINDS = ['match', 'difference', 'distance', 'age', 'mention'] as const;
export type CrossKind = (typeof CROSS_KINDS)[number];

/** What a schema says of protected attributes, beyond those that every schema refuses. */
export interface ProtectedSource {
  /** Further words of a path that are never features. */
  refuse?: string[];
  /** Words that are kept, and warned of: proxies. */
  warn?: string[];
  /** Paths that are read all the same: for limits alone, or, with `features`, since the word misleads. */
  exempt?: { path: string; side: Side; reason: string; features?: boolean }[];
}

/** Which texts of an item are looked through, from start to end, for what they name. */
export interface TermsOfSchema {
  /** Names of fields, in order: texts, tags and categories with an item side. */
  item: string[];
  /** How many names and telling words an item's code keeps, 1 to 255. Default 64. */
  slots?: number;
}

/** A schema file: what an item and a profile are, how they are read, and what is measured between them. */
export interface SchemaSource {
  name: string;
  version: 2;
  /** For people. */
  description?: string;
  /** What an item is called. */
  noun?: { one: string; many: string };
  /** Where the key of an item lies, in order. */
  keys?: string[];
  /** The schema.org types that are items. */
  types?: string[];
  /** ISO 4217: amounts are told in it. */
  currency?: string;
  /** What people do with items, weakest first; from `click` on they are choices. Default: the usual events. */
  events?: EventSource[];
  protected?: ProtectedSource;
  /** What of the domain's lexicon the fields are read with, compiled. A schema file has none: the folder has. */
  lexicon?: LexiconSource;
  fields: FieldSource[];
  terms?: TermsOfSchema;
  measures?: MeasureSource[];
}

/** A field, checked, with every default filled in. */
export interface Field extends ReadField {
  name: string;
  embed: boolean;
  grams: boolean;
  maxWords: number;
  scale: 'linear' | 'log';
  /** Keeps the tokens of this field's values apart from others'; fields of one vocabulary or list of names, and all places, share theirs. */
  salt: number;
}

/** A cross; fields by index into {@link Schema.fields}, −1 where the profile has none. */
export interface Cross {
  /** The measure's. */
  name: string;
  kind: CrossKind;
  itemField: number;
  profileField: number;
  /** Of a place's tokens those of this part alone: an index into `PLACE_PARTS`, from 1; 0: all tokens. */
  part: number;
  slots: number;
  perText: boolean;
  /** mention: the text that stands for the profile's field, −1 for none; and whether the item's names are shared out. */
  otherField: number;
  ofItem: boolean;
  /** By side, when it waives the comparison. */
  unless: Partial<Record<Side, Condition>>;
  /** Where this cross's evidence starts in the evidence part of an item code, and how long it is, in bytes. */
  offset: number;
  bytes: number;
}

/** Where the exact values of a field lie on one side, in bytes: of an item from the start of its evidence. */
export interface Fact {
  field: Field;
  /** Index among the schema's fields. */
  index: number;
  at: number;
  /** Tags, categories, flags and places that are kept. */
  slots: number;
  /** Of places the only part that measures take, an index into `PLACE_PARTS` from 1; 0: all of them. */
  part: number;
}

/** The texts of an item that are looked through for what they name, and where its code keeps that. */
export interface Terms {
  /** Fields by index. */
  fields: readonly number[];
  slots: number;
  /** In bytes from the start of the evidence, and how many: a count of names, then the keys. */
  at: number;
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
  lexicon: Lexicon;
  measures: readonly MeasureSource[];
  /** What the student sees of the measures, in their order. */
  crosses: readonly Cross[];
  /** Undefined where no text is looked through. */
  terms: Terms | undefined;
  /** The exact values that measures compare, by side, in the order of the fields; an item's lie behind its crosses. */
  facts: Readonly<Record<Side, readonly Fact[]>>;
  /** Length of the evidence part of an item code, in bytes: of crosses, facts, and `togetherBytes` behind these. */
  evidenceBytes: number;
  /** Of these the last, for what a log says of who chooses the item: int8 each, all 0 where it says nothing. */
  togetherBytes: number;
  /** Length of a profile's facts, in bytes. */
  profileBytes: number;
  /** The source it was compiled from, as the model file carries it. */
  source: SchemaSource;
}
