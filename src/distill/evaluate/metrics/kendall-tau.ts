/**
 * Kendall's τ-b between two scorings of the same items: the share of concordant pairs less that of
 * discordant ones, with pairs tied in either scoring taken out of the norm.
 *
 * Source: Kendall, The treatment of ties in ranking problems, Biometrika 1945; computed in O(n log n) as in
 * Knight, A computer method for calculating Kendall's tau with ungrouped data, JASA 1966.
 *
 * @param a scores; no NaN.
 * @param b scores of the same items, in the same order.
 * @returns −1 … 1, or NaN where either scoring ties all items.
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const order = Uint32Array.from(a, (_, i) => i);
  order.sort((i, j) => (a[i] as number) - (a[j] as number) || (b[i] as number) - (b[j] as number));
  const inOrder = Float64Array.from(order, (i) => b[i] as number);
  const tiedA = tiedPairs(n, (i, j) => a[order[i] as number] === a[order[j] as number]);
  const tiedBoth = tiedPairs(
    n,
    (i, j) => a[order[i] as number] === a[order[j] as number] && inOrder[i] === inOrder[j],
  );
  const discordant = countInversions(inOrder, new Float64Array(n), 0, n);
  // Sorted by the merge above.
  const tiedB = tiedPairs(n, (i, j) => inOrder[i] === inOrder[j]);

  const pairs = (n * (n - 1)) / 2;
  const concordantLessDiscordant = pairs - tiedA - tiedB + tiedBoth - 2 * discordant;
  return concordantLessDiscordant / Math.sqrt((pairs - tiedA) * (pairs - tiedB));
}

/** Pairs within runs of neighbours that are the same. */
function tiedPairs(n: number, same: (i: number, j: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i <= n; i++) {
    if (i < n && same(i - 1, i)) {
      run++;
    } else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Sorts values[from, to) by merging, and counts the pairs that stood in strictly falling order. */
function countInversions(
  values: Float64Array,
  spare: Float64Array,
  from: number,
  to: number,
): number {
  if (to - from < 2) return 0;
  const middle = (from + to) >> 1;
  let count =
    countInversions(values, spare, from, middle) + countInversions(values, spare, middle, to);
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    const takeLeft =
      right === to || (left < middle && (values[left] as number) <= (values[right] as number));
    if (!takeLeft) count += middle - left;
    spare[at] = values[takeLeft ? left++ : right++] as number;
  }
  values.set(spare.subarray(from, to), from);
  return count;
}
