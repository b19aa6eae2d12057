/** Spearman's rank correlation, −1 … 1; ties share their mean rank. NaN where either side is constant. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = ranksOf(a);
  const y = ranksOf(b);
  const middle = (a.length - 1) / 2;
  let both = 0;
  let ownX = 0;
  let ownY = 0;
  for (let i = 0; i < a.length; i++) {
    const dx = x[i]! - middle;
    const dy = y[i]! - middle;
    both += dx * dy;
    ownX += dx * dx;
    ownY += dy * dy;
  }
  return both / Math.sqrt(ownX * ownY);
}

function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}
