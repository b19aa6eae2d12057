import type { GradeValue } from '../../core/types.ts';

/** Levels by criterion out of a cell of a table of grades: an object, or JSON where the table is flat. */
export function parseAnswerLevels(cell: unknown): Record<string, GradeValue | null> | undefined {
  let value = cell;
  if (typeof cell === 'string') {
    try {
      value = JSON.parse(cell);
    } catch {
      return undefined;
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const levels = Object.entries(value).filter(([, level]) => level === null || isGrade(level));
  return levels.length > 0 ? (Object.fromEntries(levels) as Record<string, GradeValue>) : undefined;
}

function isGrade(value: unknown): value is GradeValue {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 4;
}
