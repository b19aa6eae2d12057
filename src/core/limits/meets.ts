import type { Interval } from './limit.ts';

/**
 * What two numbers may differ by, and by which share of them, and still be equal: sums of weights miss a border by
 * rounding, and codes hold numbers in single precision.
 */
export const SLACK = 1e-9;
const RELATIVE_SLACK = 1e-6;

/** Whether a number lies in one of some stretches; one that is unknown (NaN) does not. */
export function liesWithin(intervals: readonly Interval[], value: number): boolean {
  for (const { min, max, minOpen, maxOpen } of intervals) {
    const above = minOpen ? value > min + slackOf(min) : value >= min - slackOf(min);
    const below = maxOpen ? value < max - slackOf(max) : value <= max + slackOf(max);
    if (above && below) return true;
  }
  return false;
}

function slackOf(end: number): number {
  return Number.isFinite(end) ? SLACK + RELATIVE_SLACK * Math.abs(end) : 0;
}
