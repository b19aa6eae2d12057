import type { TableFormat } from '../../core/format/packed-table.ts';
import { TABLE_LEVELS } from '../../core/format/table-formats.ts';
import type { StudentContent } from '../../core/student/write.ts';
import { largest, round } from './numbers.ts';
import { quantizeRow } from '../train/network/quantize-row.ts';

/** Rounds the embedding table, rows × width, to what its format stores. */
export function quantizeTable(
  values: Float32Array,
  rows: number,
  width: number,
  format: TableFormat,
): StudentContent['table'] {
  const stored = new Int8Array(values.length);
  const scales = new Uint8Array(rows);
  if (format === 'int8') {
    const step = largest(values) / 127 || 1;
    for (let i = 0; i < values.length; i++) stored[i] = round(values[i]! / step);
    return { format, stored, scales: scales.fill(1) };
  }
  const steps = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const from = r * width;
    const out = stored.subarray(from, from + width);
    steps[r] = quantizeRow(format, values.subarray(from, from + width), out);
  }
  const unit = largest(steps) / Math.floor(127 / TABLE_LEVELS[format]) || 1;
  for (let r = 0; r < rows; r++) scales[r] = round(steps[r]! / unit);
  return { format, stored, scales };
}
