import type { Preset } from './presets.ts';

export const STUDENT_SIZES = ['tiny', 'small', 'base', 'large'] as const;
export type StudentSize = (typeof STUDENT_SIZES)[number];

type Student = Preset['student'];

/** Share of the base student's table rows, and of its width and units, by size. */
const SHARES: Readonly<Record<StudentSize, { rows: number; units: number }>> = {
  tiny: { rows: 0.3, units: 0.5 },
  small: { rows: 0.29, units: 0.75 },
  base: { rows: 1, units: 1 },
  large: { rows: 1.75, units: 1 },
};

/**
 * A preset's student in another size, the fixed part of the file (schema, dictionary, canaries, metrics) aside:
 * `small` weighs about a quarter of `base` after gzip, `tiny` a sixth; `large`, for many languages, has 1.75 times
 * the rows. Rows and dimensions shrink together.
 */
export function studentOfSize(base: Student, size: StudentSize): Student {
  const { rows, units } = SHARES[size];
  if (size === 'base') return base;
  const eighth = (count: number): number => 8 * Math.max(1, Math.round((count * units) / 8));
  return {
    ...base,
    tableRows: Math.round(base.tableRows * rows),
    width: eighth(base.width),
    tower: base.tower === 0 ? 0 : eighth(base.tower),
    hidden: eighth(base.hidden),
  };
}
