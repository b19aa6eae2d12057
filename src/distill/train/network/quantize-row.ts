import type { TableFormat } from '../../../core/format/packed-table.ts';

/**
 * Quantizes one table row to its format's integers.
 *
 * - ternary: zero below about the mean magnitude, the rest by sign; the step is the mean magnitude of the rest
 *   (Li et al., Ternary Weight Networks, arXiv 1605.04711, who take 0.7 of it: fewer zeros, more bytes after gzip)
 * - int4 and int8: symmetric, the largest magnitude at the last level
 *
 * @param out receives the integers
 * @returns the step: row ≈ step · out; 0 for a zero row
 */
export function quantizeRow(format: TableFormat, row: Float32Array, out: Int8Array): number {
  return format === 'ternary'
    ? ternary(row, out)
    : symmetric(row, out, format === 'int4' ? 7 : 127);
}

/** In mean magnitudes. Below 1, so that the largest of a row always stays. */
const ZERO_BELOW = 0.98;

function ternary(row: Float32Array, out: Int8Array): number {
  let sum = 0;
  for (let d = 0; d < row.length; d++) sum += Math.abs(row[d]!);
  const threshold = (ZERO_BELOW * sum) / row.length;
  let kept = 0;
  let count = 0;
  for (let d = 0; d < row.length; d++) {
    const magnitude = Math.abs(row[d]!);
    if (magnitude > threshold) {
      kept += magnitude;
      count++;
      out[d] = row[d]! > 0 ? 1 : -1;
    } else {
      out[d] = 0;
    }
  }
  return count === 0 ? 0 : kept / count;
}

function symmetric(row: Float32Array, out: Int8Array, level: number): number {
  let largest = 0;
  for (let d = 0; d < row.length; d++) largest = Math.max(largest, Math.abs(row[d]!));
  if (largest === 0) {
    out.fill(0);
    return 0;
  }
  const step = largest / level;
  for (let d = 0; d < row.length; d++) out[d] = Math.floor(row[d]! / step + 0.5);
  return step;
}
