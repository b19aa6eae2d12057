import { PocketRankError } from '../errors.ts';

/**
 * How a table's rows are stored. The value of an element is its stored integer times its row's scale:
 * - `ternary`: −1, 0, 1; five a byte, base 3, the first element in the lowest digit
 * - `int4`: −7 … 7; two a byte, the first element in the low nibble, two's complement
 * - `int8`: −127 … 127, scale 1
 */
export const TABLE_FORMATS = ['ternary', 'int4', 'int8'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The largest stored magnitude of each format. */
export const TABLE_LEVELS: Readonly<Record<TableFormat, number>> = {
  ternary: 1,
  int4: 7,
  int8: 127,
};

/** Bytes of one packed row of `width` elements. */
export function packedRowBytes(format: TableFormat, width: number): number {
  return Math.ceil(width / { ternary: 5, int4: 2, int8: 1 }[format]);
}

/**
 * Expands a packed table to int8.
 *
 * @param packed rows × packedRowBytes(format, width)
 * @param scales one a row; stored magnitude × scale must stay within 127
 * @throws INVALID_MODEL for a scale or a stored integer that the format does not have
 */
export function unpackTable(
  format: TableFormat,
  packed: Uint8Array,
  scales: Uint8Array,
  width: number,
): Int8Array {
  const rows = scales.length;
  const rowBytes = packedRowBytes(format, width);
  const table = new Int8Array(rows * width);
  const limit = Math.floor(127 / TABLE_LEVELS[format]);
  for (let r = 0; r < rows; r++) {
    const scale = scales[r]!;
    if (scale > limit) fail(`scale ${scale} of table row ${r} is above ${limit}`);
    if (!unpackRow(format, packed, r * rowBytes, scale, table, r * width, width)) {
      fail(`table row ${r} holds what ${format} does not have`);
    }
  }
  return table;
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}

/** Returns whether every stored integer is one of the format's. */

function unpackRow(
  format: TableFormat,
  packed: Uint8Array,
  from: number,
  scale: number,
  table: Int8Array,
  to: number,
  width: number,
): boolean {
  let valid = true;
  if (format === 'int8') {
    for (let d = 0; d < width; d++) {
      const value = (packed[from + d]! << 24) >> 24;
      if (value === -128) valid = false;
      table[to + d] = value * scale;
    }
  } else if (format === 'int4') {
    for (let d = 0; d < width; d++) {
      const byte = packed[from + (d >> 1)]!;
      const value = (d & 1 ? byte << 24 : byte << 28) >> 28;
      if (value === -8) valid = false;
      table[to + d] = value * scale;
    }
  } else {
    for (let d = 0; d < width; d += 5) {
      let rest = packed[from + d / 5]!;
      if (rest >= 243) valid = false;
      for (let i = d; i < d + 5 && i < width; i++) {
        table[to + i] = ((rest % 3) - 1) * scale;
        rest = (rest / 3) | 0;
      }
    }
  }
  return valid;
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
