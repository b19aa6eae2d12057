/** How an order is spread out. */
export interface Spreading {
  /** Whether two candidates are as good as one. */
  isTwin(a: number, b: number): boolean;
  /** Whether a candidate may come up to a rank (from 0) above its own. */
  mayRise(candidate: number, rank: number): boolean;
  /** How many others stand between two of a kind, where there are any. */
  gap: number;
  /** How many ranks are spread out. */
  depth: number;
}

/** How far below a rank something else is looked for. */
const LOOKAHEAD = 50;

/**
 * Moves near-duplicates apart: each rank takes the best candidate that is no twin of the `gap` before it. Where there
 * is none within reach, the best stays.
 */
export function spreadOut(
  order: Uint32Array,
  { isTwin, mayRise, gap, depth }: Spreading,
): Uint32Array {
  const left = [...order];
  const end = Math.min(depth, left.length);
  for (let rank = 0; rank < end; rank++) {
    const before = left.slice(Math.max(0, rank - gap), rank);
    const isOpen = (candidate: number): boolean => !before.some((one) => isTwin(one, candidate));
    if (isOpen(left[rank]!)) continue;
    for (let at = rank + 1; at < Math.min(left.length, rank + LOOKAHEAD); at++) {
      const candidate = left[at]!;
      if (!mayRise(candidate, rank) || !isOpen(candidate)) continue;
      left.splice(at, 1);
      left.splice(rank, 0, candidate);
      break;
    }
  }
  return Uint32Array.from(left);
}
