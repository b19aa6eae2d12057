/** Where the first `k` end in a list of scores. */
export interface TopKCut {
  /** The lowest score among the first `k`. */
  threshold: number;
  /** How many candidates have exactly that score … */
  tied: number;
  /** … and for how many of those there is room, at least 1. */
  room: number;
}

/** The cut of the first `k` (all, where there are fewer); k and the list must not be 0. */
export function topKCut(scores: ArrayLike<number>, k: number): TopKCut {
  const sorted = Float64Array.from(scores);
  sorted.sort();
  const size = Math.min(k, sorted.length);
  const threshold = sorted[sorted.length - size] as number;
  let above = 0;
  let tied = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score > threshold) above++;
    else if (score === threshold) tied++;
  }
  return { threshold, tied, room: size - above };
}
