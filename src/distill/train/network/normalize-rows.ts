/** Brings each row of a rows × `width` matrix to length 1, in place; a row of zeros stays. */
export function normalizeRows(values: Float32Array, width: number): Float32Array {
  for (let from = 0; from < values.length; from += width) {
    const row = values.subarray(from, from + width);
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    if (length > 0) for (let d = 0; d < width; d++) row[d]! /= length;
  }
  return values;
}
