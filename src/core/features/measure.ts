import type { MeasureKind } from './measure-kinds.ts';

export type { MeasureKind };

/** The parts of a place by which it can be compared. */
export const PLACE_PARTS = ['country', 'town', 'region'] as const;
export type PlacePart = (typeof PLACE_PARTS)[number];

/** The part of a place that a measure compares, an index from 1; 0 where it compares values or whole places. */
export function partOf({ part }: Pick<MeasureSource, 'part'>): number {
  return part === undefined ? 0 : PLACE_PARTS.indexOf(part) + 1;
}

/** A number, or the name of the policy's setting that holds it; that is put in when the domain is opened. */
export type Setting = number | { setting: string };

/** Which number stands for a range: an end, or how far up it lies, 0 … 1. Of an open range it is the end there is. */
export type RangeEnd = 'low' | 'middle' | 'high' | number;

/** Holds where a category, flag or tag of the side has one of some values: `{ field: 'workplace', is: 'remote' }`. */
export interface ConditionSource {
  field: string;
  is: string | boolean | (string | boolean)[];
}

/** One measure as a schema file states it. */
export interface MeasureSource {
  /** As policy tables write it; case does not matter there. */
  name: string;
  /** For people. */
  description?: string;
  kind: MeasureKind;
  /** The fields compared; `profile` is by default the item's, where it has a profile side. */
  item?: string;
  profile?: string;
  /** Of places: compare this part of them alone. */
  part?: PlacePart;
  /** What a number is told in. A duration is told in months, or in `years`. */
  unit?: string;
  /** Which end of a number is the better fit; undefined where the best lies between. */
  better?: 'more' | 'less';
  /** Whether the student sees it. Default true where the kind has a cross. */
  cross?: boolean;
  /** Words of a reason; `{value}` is the value with its unit. */
  say?: string;
  /** How many of the item's values its code keeps: of a cross 8 and of places 2; exact ones see {@link Schema.facts}. */
  slots?: number;
  /** overlap of a text: the item's texts are compared one by one, and the best one counts. Default false. */
  perText?: boolean;
  /** mentions: a text whose names stand for the profile's field where that is empty. */
  otherText?: string;
  /** mentions: of whose names a share counts, the profile's (default) or the item's. */
  share?: 'profile' | 'item';
  /** Which number of a range counts, on the item's side and on the profile's. Default 'middle'. */
  end?: RangeEnd;
  profileEnd?: RangeEnd;
  /** distance: as a share of this many kilometres. */
  per?: { profile?: string; otherwise?: Setting };
  /** distance: what of it counts, by a category of the item. */
  factor?: { item: string; values: Readonly<Record<string, Setting>> };
  /** area: unknown where both sides have coordinates, since their distance says more. Default false. */
  whereNoDistance?: boolean;
  /** grade: the result by the item's value and the profile's; the best combination counts. */
  table?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** grade: for pairs that the table does not list. */
  otherwise?: string | number;
  /** The results of a category, from best to worst; of kinds that tell yes or no, other words for these. */
  values?: string[];
  /** value: where there is none. */
  missing?: string;
  /** A side that meets its condition waives the measure, which then is unknown or `waived`; with `above` that alone which exceeds it. */
  unless?: Partial<Record<'item' | 'profile', ConditionSource>> & { above?: Setting | string };
  waived?: number | string;
  /** taught: whether it compares both sides or speaks of the item alone; default `pair`. */
  of?: 'pair' | 'item';
  /** A number that is always whole. */
  integer?: boolean;
  /** taught: the possible numbers. */
  min?: number;
  max?: number;
}
