import { PER_BYTE, storedIntegers, type PackedTable } from './packed-table.ts';

/**
 * Expands a packed table to int8, rows × width. Stored magnitude × scale must stay within 127, see
 * `checkPackedTable`.
 */
export function unpackTable(
  { format, rows: packed, scales }: PackedTable,
  width: number,
): Int8Array {
  const perByte = PER_BYTE[format];
  const stored = storedIntegers(format);
  const table = new Int8Array(scales.length * width);
  let from = 0;
  let to = 0;
  for (let r = 0; r < scales.length; r++) {
    const scale = scales[r]!;
    for (const end = to + width; to < end; from++) {
      let at = packed[from]! * perByte;
      for (const stop = at + perByte; at < stop && to < end; at++)
        table[to++] = stored[at]! * scale;
    }
  }
  return table;
}
