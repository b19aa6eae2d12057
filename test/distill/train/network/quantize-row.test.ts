import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE_FORMATS, TABLE_LEVELS } from '../../../../src/core/format/table-formats.ts';
import { quantizeRow } from '../../../../src/distill/train/network/quantize-row.ts';

const quantize = (format: (typeof TABLE_FORMATS)[number], row: number[]) => {
  const out = new Int8Array(row.length).fill(99);
  const step = quantizeRow(format, Float32Array.from(row), out);
  return { step, out: [...out] };
};

describe('quantizeRow', () => {
  it('takes ternary rows apart a little below the mean magnitude', () => {
    // The mean magnitude is 2, the threshold 1.96; 3 and −4 remain, of mean 3.5.
    expect(quantize('ternary', [3, -4, 1, 0, -1, 3])).toEqual({
      step: expect.closeTo(10 / 3, 6),
      out: [1, -1, 0, 0, 0, 1],
    });
    expect(quantize('ternary', [-2])).toEqual({ step: 2, out: [-1] });
    expect(quantize('ternary', [5, 5])).toEqual({ step: 5, out: [1, 1] });
  });

  it('puts the largest magnitude of int4 and int8 rows at the last level', () => {
    expect(quantize('int4', [7, -3.4, 0.4, -7])).toEqual({ step: 1, out: [7, -3, 0, -7] });
    expect(quantize('int8', [-254, 3, 100])).toEqual({ step: 2, out: [-127, 2, 50] });
  });

  it.each(TABLE_FORMATS)('gives a zero row for zeros in %s, whatever was in `out`', (format) => {
    expect(quantize(format, [0, 0, 0])).toEqual({ step: 0, out: [0, 0, 0] });
  });

  it.each(TABLE_FORMATS)('stays within the levels of %s and half a step of the row', (format) => {
    const value = fc.double({ noNaN: true, min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (list) => {
        const row = list.map(Math.fround);
        const { step, out } = quantize(format, row);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(step)).toBe(true);
        let kept = 0;
        let whole = 0;
        for (const [d, x] of row.entries()) {
          expect(Math.abs(out[d]!)).toBeLessThanOrEqual(TABLE_LEVELS[format]);
          if (out[d] !== 0) expect(Math.sign(out[d]!)).toBe(Math.sign(x));
          if (format !== 'ternary') {
            expect(Math.abs(x - step * out[d]!)).toBeLessThanOrEqual(0.5000001 * step);
          }
          kept += (x - step * out[d]!) ** 2;
          whole += x ** 2;
        }
        // No format is worse than storing nothing.
        expect(kept).toBeLessThanOrEqual(whole * (1 + 1e-6));
      }),
      { seed: 1 },
    );
  });
});
