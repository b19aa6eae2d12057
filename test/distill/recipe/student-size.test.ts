import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../../src/distill/recipe/presets.ts';
import { studentOfSize } from '../../../src/distill/recipe/student-size.ts';
import { packedRowBytes } from '../../../src/core/format/packed-table.ts';

/** Bytes of a student's weights, one a number but for the packed table. */
function weigh({ tableRows, width, tower, hidden, format }: (typeof PRESETS)['full']['student']) {
  return tableRows * (packedRowBytes(format, width) + 1) + 4 * width * tower + 2 * width * hidden;
}

describe('studentOfSize', () => {
  // The preset smoke is too small for widths in eighths.
  it.each(['quick', 'full'] as const)(
    'makes a quarter, a sixth and the 1.7-fold of the student of the preset %s',
    (preset) => {
      const base = PRESETS[preset].student;
      expect(studentOfSize(base, 'base')).toEqual(base);
      const [tiny, small] = (['tiny', 'small'] as const).map((size) => studentOfSize(base, size));
      expect(weigh(small!) / weigh(base)).toBeGreaterThan(0.19);
      expect(weigh(small!) / weigh(base)).toBeLessThan(0.3);
      expect(weigh(tiny!) / weigh(base)).toBeGreaterThan(0.12);
      expect(weigh(tiny!) / weigh(base)).toBeLessThan(0.22);
      expect(weigh(studentOfSize(base, 'large')) / weigh(base)).toBeGreaterThan(1.5);
      expect(tiny!.format).toBe(base.format);
    },
  );

  it('gives whole numbers, and a tower only where there is one', () => {
    const base = { tableRows: 999, width: 100, tower: 0, hidden: 9, format: 'int4' } as const;
    expect(studentOfSize(base, 'tiny')).toEqual({
      tableRows: 300,
      width: 48,
      tower: 0,
      hidden: 8,
      format: 'int4',
    });
  });
});
