/**
 * Makes the columns of a tall matrix orthonormal, in place of the span that they had: `Q = Z · L⁻ᵀ` with the Cholesky
 * factor L of ZᵀZ. Columns that depend on others become 0.
 *
 * @param rows row after row, `width` values each
 */
export function orthonormalize(rows: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const lower = cholesky(gramOf(rows, width), width);
  const out = new Float32Array(rows.length);
  const row = new Float64Array(width);
  for (let at = 0; at < rows.length; at += width) {
    for (let i = 0; i < width; i++) {
      const pivot = lower[i * width + i]!;
      let sum = rows[at + i]!;
      for (let k = 0; k < i; k++) sum -= lower[i * width + k]! * row[k]!;
      row[i] = pivot === 0 ? 0 : sum / pivot;
    }
    out.set(row, at);
  }
  return out;
}

/** ZᵀZ, its lower half. */
function gramOf(rows: Float32Array, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let at = 0; at < rows.length; at += width) {
    for (let i = 0; i < width; i++) {
      const value = rows[at + i]!;
      if (value === 0) continue;
      for (let k = 0; k <= i; k++) gram[i * width + k]! += value * rows[at + k]!;
    }
  }
  return gram;
}

/** A pivot below this share of the largest counts as 0. */
const TINY = 1e-12;

function cholesky(gram: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  let largest = 0;
  for (let i = 0; i < width; i++) largest = Math.max(largest, gram[i * width + i]!);
  for (let j = 0; j < width; j++) {
    for (let i = j; i < width; i++) {
      let sum = gram[i * width + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * width + k]! * lower[j * width + k]!;
      if (i === j) lower[i * width + j] = sum > TINY * largest ? Math.sqrt(sum) : 0;
      else lower[i * width + j] = lower[j * width + j] === 0 ? 0 : sum / lower[j * width + j]!;
    }
  }
  return lower;
}
