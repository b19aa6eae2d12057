import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPackedTable } from '../../../src/core/format/check-packed-table.ts';
import { packedRowBytes, packTable } from '../../../src/core/format/packed-table.ts';
import { TABLE_FORMATS, TABLE_LEVELS } from '../../../src/core/format/table-formats.ts';
import { unpackTable } from '../../../src/core/format/unpack-table.ts';

describe.each(TABLE_FORMATS)('a packed %s table', (format) => {
  const level = TABLE_LEVELS[format];
  const limit = Math.floor(127 / level);

  it('round trips at every width, odd ones too', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5 }))
      .chain(([width, rows]) =>
        fc.record({
          width: fc.constant(width),
          stored: fc.array(fc.integer({ min: -level, max: level }), {
            minLength: width * rows,
            maxLength: width * rows,
          }),
          scales: fc.array(fc.integer({ min: 0, max: limit }), {
            minLength: rows,
            maxLength: rows,
          }),
        }),
      );
    fc.assert(
      fc.property(table, ({ width, stored, scales }) => {
        const packed = packTable(format, Int8Array.from(stored), width);
        expect(packed).toHaveLength(scales.length * packedRowBytes(format, width));
        const unpacked = unpackTable(
          { format, rows: packed, scales: Uint8Array.from(scales) },
          width,
        );
        expect([...unpacked]).toEqual(stored.map((x, i) => x * scales[Math.floor(i / width)]! + 0));
      }),
    );
  });

  it('refuses a scale that leaves int8', () => {
    const packed = new Uint8Array(packedRowBytes(format, 3));
    expect(() =>
      checkPackedTable({ format, rows: packed, scales: Uint8Array.of(limit + 1) }, 3),
    ).toThrowError(expect.objectContaining({ code: 'INVALID_MODEL' }));
  });
});

describe('checkPackedTable', () => {
  it.each([
    ['int8', 0x80],
    ['int4', 0x08],
    ['int4', 0x80],
    ['ternary', 243],
    ['ternary', 255],
  ] as const)('refuses the %s byte %i, which no writer gives', (format, byte) => {
    expect(() =>
      checkPackedTable({ format, rows: Uint8Array.of(byte, byte), scales: Uint8Array.of(1) }, 2),
    ).toThrowError(
      expect.objectContaining({
        code: 'INVALID_MODEL',
        message: expect.stringContaining(format) as string,
      }),
    );
  });
});
