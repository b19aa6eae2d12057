import type { Head } from '../../core/student/parameters.ts';

/** A head with some of its outputs alone, by index, in that order. */
export function keepOutputs(head: Head, which: readonly number[]): Head {
  const count = head.outDot.length;
  const rows = (values: Int8Array, from: readonly number[]): Int8Array => {
    const width = values.length / (from.some((row) => row >= count) ? 2 * count : count);
    const kept = new Int8Array(width * from.length);
    for (const [i, row] of from.entries()) {
      kept.set(values.subarray(width * row, width * (row + 1)), width * i);
    }
    return kept;
  };
  return {
    ...head,
    outHidden: rows(head.outHidden, which),
    outCross: rows(head.outCross, [...which, ...which.map((k) => count + k)]),
    outDot: Int8Array.from(which, (k) => head.outDot[k]!),
    outBias: Int32Array.from(which, (k) => head.outBias[k]!),
  };
}
