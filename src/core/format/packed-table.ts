import type { TableFormat } from './table-formats.ts';

export type { TableFormat };

/** Stored integers that share a byte. */
export const PER_BYTE: Readonly<Record<TableFormat, number>> = { ternary: 5, int4: 2, int8: 1 };

/** Bytes of one packed row of `width` elements. */
export function packedRowBytes(format: TableFormat, width: number): number {
  return Math.ceil(width / PER_BYTE[format]);
}

/** A table as it is stored: rows of {@link packedRowBytes}, and a scale a row. */
export interface PackedTable {
  format: TableFormat;
  rows: Uint8Array;
  scales: Uint8Array;
}

/** The stored integers of each byte there is: `stride` for each, zeros after those of the byte. */
export function storedIntegers(format: TableFormat, stride = PER_BYTE[format]): Int8Array {
  const integers = new Int8Array(256 * stride);
  for (let byte = 0; byte < 256; byte++) {
    for (let place = 0; place < PER_BYTE[format]; place++) {
      integers[byte * stride + place] =
        format === 'ternary'
          ? (Math.floor(byte / 3 ** place) % 3) - 1
          : format === 'int4'
            ? (byte << (28 - 4 * place)) >> 28
            : byte;
    }
  }
  return integers;
}

/** Packs stored integers (not yet multiplied by their scales): the inverse of {@link unpackTable}. */
export function packTable(format: TableFormat, stored: Int8Array, width: number): Uint8Array {
  const rows = stored.length / width;
  const rowBytes = packedRowBytes(format, width);
  const packed = new Uint8Array(rows * rowBytes);
  for (let r = 0; r < rows; r++) {
    for (let d = 0; d < width; d++) {
      const value = stored[r * width + d]!;
      const at = r * rowBytes;
      if (format === 'int8') packed[at + d] = value;
      else if (format === 'int4') packed[at + (d >> 1)]! |= (value & 15) << (d & 1 ? 4 : 0);
      else packed[at + Math.floor(d / 5)]! += (value + 1) * 3 ** (d % 5);
    }
  }
  return packed;
}
