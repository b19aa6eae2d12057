import type { MeasureSource } from '../features/measure.ts';

/** A stretch of numbers as JSON has it: `null` for an open-ended side, and whether each end is itself left out. */
export type IntervalSource = [
  min: number | null,
  max: number | null,
  minOpen: boolean,
  maxOpen: boolean,
];

/** One condition of a limit: the value of a carried measure lies in a stretch, or is one of some values. */
export type WhenSource =
  { measure: string; intervals: IntervalSource[] } | { measure: string; values: string[] };

/** A hard limit as the model file's metadata `limits` has it: where all conditions hold, the grade is at most `cap`. */
export interface LimitSource {
  name: string;
  /** 0 … 4. */
  cap: number;
  when: WhenSource[];
  /** Said to people; may hold placeholders. */
  reason: string;
}

/** As many as `which` has bits. */
export const MAX_LIMITS = 32;

/** A stretch of numbers; ends are Infinity where open-ended. */
export interface Interval {
  min: number;
  max: number;
  /** Whether `min` and `max` themselves are left out. */
  minOpen: boolean;
  maxOpen: boolean;
}

/** A limit, ready to be applied. */
export interface Limit {
  name: string;
  cap: number;
  /** A measure's value, or the index of it, must lie between some of the bounds, see `isBetween`. */
  when: { measure: MeasureSource; bounds: Float64Array }[];
  reason: string;
}
