import { PocketRankError } from '../errors.ts';
import { packedRowBytes, PER_BYTE, storedIntegers, type PackedTable } from './packed-table.ts';
import { TABLE_LEVELS } from './table-formats.ts';

/** @throws INVALID_MODEL for a scale or a stored integer that the format does not have */
export function checkPackedTable(table: PackedTable, width: number): void {
  const { format, rows: packed, scales } = table;
  const level = TABLE_LEVELS[format];
  const limit = Math.floor(127 / level);
  for (const [r, scale] of scales.entries()) {
    if (scale > limit) fail(`scale ${scale} of table row ${r} is above ${limit}`);
  }
  const rowBytes = packedRowBytes(format, width);
  const perByte = PER_BYTE[format];
  const stored = storedIntegers(format);
  /** By byte, whether the first `count` of its integers are none of the format. */
  const broken = (count: number): boolean[] =>
    Array.from(
      { length: 256 },
      (_, byte) =>
        // Five digits of base 3 do not fill a byte.
        (format === 'ternary' && byte >= 3 ** 5) ||
        stored
          .subarray(byte * perByte, byte * perByte + count)
          .some((value) => Math.abs(value) > level),
    );
  const inside = broken(perByte);
  const last = broken(width - perByte * (rowBytes - 1));
  for (let at = 0; at < packed.length; at++) {
    if (!((at + 1) % rowBytes === 0 ? last : inside)[packed[at]!]) continue;
    fail(`table row ${Math.floor(at / rowBytes)} holds what ${format} does not have`);
  }
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
