/** Softmax of each row of a rows × `perRow` matrix. */
export function softmaxRows(logits: Float32Array, perRow: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += perRow) {
    let top = -Infinity;
    for (let i = from; i < from + perRow; i++) top = Math.max(top, logits[i]!);
    let total = 0;
    for (let i = from; i < from + perRow; i++) {
      out[i] = Math.exp(logits[i]! - top);
      total += out[i]!;
    }
    for (let i = from; i < from + perRow; i++) out[i]! /= total;
  }
  return out;
}

/** The inverse of the logistic function, with shares kept 2 % off 0 and 1. */
export function logit(share: number): number {
  const kept = Math.min(0.98, Math.max(0.02, share));
  return Math.log(kept / (1 - kept));
}

/** The logistic function of every element. */
export function logistic(logits: Float32Array): Float32Array {
  return logits.map((x) => 1 / (1 + Math.exp(-x)));
}
