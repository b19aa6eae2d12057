import { topKCut, type TopKCut } from './top-k-cut.ts';

/**
 * The share that the first `k` of two scorings have in common. Items that tie at the cut count with the
 * average over all orders, the same order breaking the ties of both scorings (as a stable sort does), so
 * that equal scorings overlap by 1 whatever their ties.
 *
 * @param a scores; higher is better.
 * @param b scores of the same items, in the same order.
 * @returns 0 … 1 (of fewer than `k` where the list is shorter), or NaN for an empty list.
 */
export function topKOverlap(a: ArrayLike<number>, b: ArrayLike<number>, k: number): number {
  const n = a.length;
  if (n === 0) return Number.NaN;
  const cutA = topKCut(a, k);
  const cutB = topKCut(b, k);
  let expected = 0;
  let tiedInBoth = 0;
  for (let i = 0; i < n; i++) {
    const scoreA = a[i] as number;
    const scoreB = b[i] as number;
    if (scoreA === cutA.threshold && scoreB === cutB.threshold) tiedInBoth++;
    else expected += chance(scoreA, cutA) * chance(scoreB, cutB);
  }
  if (tiedInBoth > 0) {
    const onlyA = cutA.tied - tiedInBoth;
    const onlyB = cutB.tied - tiedInBoth;
    expected += tiedInBoth * bothTaken(tiedInBoth - 1, onlyA, onlyB, cutA.room, cutB.room);
  }
  return expected / Math.min(k, n);
}

/** The probability that an item with this score is above the cut. */
function chance(score: number, { threshold, tied, room }: TopKCut): number {
  if (score > threshold) return 1;
  return score === threshold ? room / tied : 0;
}

/**
 * The probability that an item tied at both cuts is taken by both, in a random order of `shared` other items
 * tied at both, `onlyA` tied at the first alone and `onlyB` at the second alone: fewer than `roomA` of its
 * rivals in the first, and fewer than `roomB` in the second, come before it.
 *
 * With a uniform arrival time u, (x, y, z) rivals come before with probability
 * C(shared,x) C(onlyA,y) C(onlyB,z) ∫ u^s (1−u)^(n−s) du = C(…)·C(…)·C(…) / ((n+1) C(n,s)), s = x+y+z.
 */
function bothTaken(
  shared: number,
  onlyA: number,
  onlyB: number,
  roomA: number,
  roomB: number,
): number {
  const n = shared + onlyA + onlyB;
  const choose = logChoose(n);
  let probability = 0;
  for (let x = 0; x <= Math.min(shared, roomA - 1, roomB - 1); x++) {
    for (let y = 0; y <= Math.min(onlyA, roomA - 1 - x); y++) {
      for (let z = 0; z <= Math.min(onlyB, roomB - 1 - x); z++) {
        probability += Math.exp(
          choose(shared, x) + choose(onlyA, y) + choose(onlyB, z) - choose(n, x + y + z),
        );
      }
    }
  }
  return probability / (n + 1);
}

/** log C(m, r) for all m ≤ n. */
function logChoose(n: number): (m: number, r: number) => number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = (logFactorial[i - 1] as number) + Math.log(i);
  const at = (i: number) => logFactorial[i] as number;
  return (m, r) => at(m) - at(r) - at(m - r);
}
