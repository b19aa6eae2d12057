/**
 * Isotonic regression: the non-decreasing sequence with the least weighted squared error from `targets`, by
 * pooling adjacent violators, in linear time.
 *
 * Source: Ayer et al., An empirical distribution function for sampling with incomplete information, 1955;
 * Best & Chakravarti, Active set algorithms for isotonic regression, Mathematical Programming 1990.
 *
 * @param targets in the order of what they must not fall with
 * @param weights one for each, > 0
 */
export function isotonicRegression(
  targets: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const means: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < targets.length; i++) {
    let mean = targets[i]!;
    let sum = weights[i]!;
    let count = 1;
    while (means.length > 0 && means.at(-1)! >= mean) {
      const weight = sums.pop()!;
      mean = (means.pop()! * weight + mean * sum) / (weight + sum);
      sum += weight;
      count += counts.pop()!;
    }
    means.push(mean);
    sums.push(sum);
    counts.push(count);
  }
  const fitted = new Float64Array(targets.length);
  let from = 0;
  for (const [block, mean] of means.entries()) {
    fitted.fill(mean, from, from + counts[block]!);
    from += counts[block]!;
  }
  return fitted;
}
