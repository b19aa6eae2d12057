import { PocketRankError } from '../errors.ts';
import { packedRowBytes, TABLE_LEVELS, unpackTable, type TableFormat } from './packed-table.ts';

/** @throws INVALID_MODEL for a scale or a stored integer that the format does not have */
export function checkPackedTable(
  format: TableFormat,
  packed: Uint8Array,
  scales: Uint8Array,
  width: number,
): void {
  const level = TABLE_LEVELS[format];
  const limit = Math.floor(127 / level);
  for (const [r, scale] of scales.entries()) {
    if (scale > limit) fail(`scale ${scale} of table row ${r} is above ${limit}`);
  }
  const rowBytes = packedRowBytes(format, width);
  const stored = unpackTable(format, packed, new Uint8Array(scales.length).fill(1), width);
  // Five digits of base 3 do not fill a byte.
  const broken = packed.findIndex((byte) => format === 'ternary' && byte >= 3 ** 5);
  const beyond = stored.findIndex((value) => Math.abs(value) > level);
  const row = broken >= 0 ? Math.floor(broken / rowBytes) : Math.floor(beyond / width);
  if (row >= 0) fail(`table row ${row} holds what ${format} does not have`);
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
