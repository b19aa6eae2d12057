/** Spearman's rank correlation; ties in the order of the list. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let shared = 0;
  let whole = 0;
  for (let i = 0; i < a.length; i++) {
    shared += (x[i]! - middle) * (y[i]! - middle);
    whole += (x[i]! - middle) ** 2;
  }
  return shared / whole;
}

function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (const [rank, i] of order.entries()) ranks[i] = rank;
  return ranks;
}
