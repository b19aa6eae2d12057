/**
 * log2(x) for x ≥ 1, piecewise linear between powers of two: built of exact operations alone, since
 * Math.log may differ in its last bit from one engine to the next.
 */
export function logRatio(x: number): number {
  let power = 0;
  let rest = x;
  while (rest >= 2) {
    rest /= 2;
    power++;
  }
  return power + (rest - 1);
}
