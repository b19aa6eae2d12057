import { PocketRankError } from '../errors.ts';
import { packedRowBytes, TABLE_LEVELS, unpackTable, type PackedTable } from './packed-table.ts';

/** @throws INVALID_MODEL for a scale or a stored integer that the format does not have */
export function checkPackedTable(table: PackedTable, width: number): void {
  const { format, rows: packed, scales } = table;
  const level = TABLE_LEVELS[format];
  const limit = Math.floor(127 / level);
  for (const [r, scale] of scales.entries()) {
    if (scale > limit) fail(`scale ${scale} of table row ${r} is above ${limit}`);
  }
  const rowBytes = packedRowBytes(format, width);
  const stored = unpackTable({ ...table, scales: scales.map(() => 1) }, width);
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
