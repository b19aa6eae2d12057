import type { Interval } from '../../core/limits/limit.ts';
import { SLACK } from '../../core/limits/meets.ts';
import { meets } from './parse-condition.ts';
import type { Criterion, GradeBand, Level } from './policy.ts';

/** A level as a whole number and as a value that moves within its row, both 0–4. */
export interface LevelValue {
  level: Level;
  /** Half-way to the neighbouring row's level at the row's border, the level itself in its middle. */
  value: number;
}

interface Stretch extends Interval {
  level: Level;
  /** Values at both ends. */
  left: number;
  right: number;
}

/** Finds the level of a measured value; undefined where there is none. */
export type FindLevel = (value: number | string) => LevelValue | undefined;

/**
 * Compiles a criterion's table for look-up. For numbers the value runs in straight lines from border to
 * border, where it is the mean of the two rows' levels, so that soft labels have no steps; in an open-ended
 * row it nears the row's level.
 */
export function compileLevels({ levels, measure }: Criterion): FindLevel {
  if (measure.kind === 'category') {
    const found = new Map<string, LevelValue>();
    for (const level of levels) {
      for (const value of measure.values) {
        if (!found.has(value) && meets(level.condition, value)) {
          found.set(value, { level, value: level.level });
        }
      }
    }
    return (value) => found.get(value as string);
  }
  const stretches: Stretch[] = levels
    .flatMap((level) =>
      'intervals' in level.condition
        ? level.condition.intervals.map((range) => ({
            ...range,
            level,
            left: level.level,
            right: level.level,
          }))
        : [],
    )
    .sort((a, b) => a.min - b.min || a.max - b.max);
  stretches.forEach((stretch, i) => {
    const [before, after] = [stretches[i - 1], stretches[i + 1]];
    if (before) stretch.left = (stretch.level.level + before.level.level) / 2;
    if (after) stretch.right = (stretch.level.level + after.level.level) / 2;
  });
  const half = measure.integer ? 0.5 : 0;
  return (value) => {
    const number = value as number;
    const level = levels.find(({ condition }) => meets(condition, number));
    if (!level) return undefined;
    const stretch = stretches.find(
      (candidate) =>
        candidate.level === level &&
        number >= candidate.min - SLACK &&
        number <= candidate.max + SLACK,
    );
    return { level, value: stretch ? valueWithin(number, stretch, half) : level.level };
  };
}

function valueWithin(
  number: number,
  { min, max, left, right, level }: Stretch,
  half: number,
): number {
  if (Number.isFinite(min) && Number.isFinite(max)) {
    const width = max - min + 2 * half;
    return width === 0 ? level.level : left + ((number - min + half) / width) * (right - left);
  }
  // Open-ended: from the border's value towards the level, half-way after as much again.
  if (Number.isFinite(min)) return towards(left, level.level, number - min, Math.abs(min));
  if (Number.isFinite(max)) return towards(right, level.level, max - number, Math.abs(max));
  return level.level;
}

function towards(border: number, level: number, distance: number, scale: number): number {
  const near = distance / (distance + Math.max(scale, 1e-6));
  return border + (level - border) * near;
}

/**
 * Turns a weighted mean into a score on the scale of grades: straight lines through the thresholds, so
 * that the mean at which a grade begins gives that grade less one half, and rounding a score gives its grade.
 */
export function scoreOfMean(mean: number, grades: readonly GradeBand[]): number {
  let [fromMean, fromScore] = [0, 0];
  for (const { grade, from } of grades) {
    if (grade === 0) continue;
    if (mean < from)
      return fromScore + ((mean - fromMean) / (from - fromMean)) * (grade - 0.5 - fromScore);
    [fromMean, fromScore] = [from, grade - 0.5];
  }
  return fromMean >= 4 ? 4 : fromScore + ((mean - fromMean) / (4 - fromMean)) * (4 - fromScore);
}
