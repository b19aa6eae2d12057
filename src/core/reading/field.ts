import type { FieldKind } from './field-kinds.ts';

export type { FieldKind };

/** The two sides of a pair. */
export const SIDES = ['item', 'profile'] as const;
export type Side = (typeof SIDES)[number];

/** What the reader must know of a field. */
export interface ReadField {
  kind: FieldKind;
  /** Paths split at the dots, by side. */
  paths: Readonly<Record<Side, readonly (readonly string[])[]>>;
  /** The range that is plausible, of numbers, amounts (per year, in the domain's currency) and durations (months). */
  min: number;
  max: number;
  /** category: all values together make one. */
  joint: boolean;
  /** amount: `year` turns units of time into a year. */
  per: 'year' | 'none';
  /** tags and category: the vocabulary of the lexicon where values are looked up; text: whose aliases are spelled out. */
  vocabulary: string | undefined;
  /** category: the lexicon's list of names that texts are looked through for. */
  names: string | undefined;
  /** category with names, of profiles: what is at least so near, in percent, counts too; 0 for itself alone. */
  near: number;
  /** time: of a day, month or year that is stated, its end counts. */
  end: boolean;
}
