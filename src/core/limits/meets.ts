import type { Interval } from './limit.ts';

/**
 * What two numbers may differ by, and by which share of them, and still be equal: sums of weights miss a border by
 * rounding, and codes hold numbers in single precision.
 */
export const SLACK = 1e-9;
const RELATIVE_SLACK = 1e-6;

/** The bounds of stretches, by turns: a number lies in one where it is above its first and below its second. */
export function boundsOf(intervals: readonly Interval[]): Float64Array {
  return Float64Array.from(
    intervals.flatMap(({ min, max, minOpen, maxOpen }) => [
      min + slackOf(min, minOpen),
      max - slackOf(max, maxOpen),
    ]),
  );
}

/** Whether a number lies between some bounds; one that is unknown (NaN) does not. */
export function isBetween(bounds: Float64Array, value: number): boolean {
  for (let i = 0; i < bounds.length; i += 2) {
    if (value > bounds[i]! && value < bounds[i + 1]!) return true;
  }
  return false;
}

/** Whether a number lies in one of some stretches. */
export function liesWithin(intervals: readonly Interval[], value: number): boolean {
  return isBetween(boundsOf(intervals), value);
}

/** How far within its stretch an end that is left out begins, and how far outside of it one that is not. */
function slackOf(end: number, isOpen: boolean): number {
  if (Math.abs(end) === Infinity) return 0;
  const slack = SLACK + RELATIVE_SLACK * Math.abs(end);
  return isOpen ? slack : -slack;
}
