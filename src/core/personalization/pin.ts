/**
 * Puts what is pinned at its rank; everything else keeps its order around it. Where a rank is taken, the next free one
 * follows; ranks beyond the list are its last ones.
 *
 * @param pinned rank (from 0) by candidate
 */
export function pin(order: Uint32Array, pinned: ReadonlyMap<number, number>): Uint32Array {
  if (pinned.size === 0) return order;
  const count = order.length;
  const placed = new Map<number, number>();
  const listed = new Set(order);
  for (const [candidate, rank] of pinned) {
    if (!listed.has(candidate)) continue;
    let at = Math.min(rank, count - 1);
    while (placed.has(at) && at < count - 1) at++;
    while (placed.has(at)) at--;
    placed.set(at, candidate);
  }
  const others = order.filter((candidate) => !pinned.has(candidate));
  const result = new Uint32Array(count);
  for (let rank = 0, next = 0; rank < count; rank++) {
    result[rank] = placed.get(rank) ?? others[next++]!;
  }
  return result;
}
