/** More players than this make the exact enumeration slow; callers merge the smallest before. */
export const MAX_PLAYERS = 8;

/**
 * Shapley values of a game, exactly, by enumeration of all coalitions: the average of what a player adds
 * over all orders in which the players can come. They sum to `value(everybody) − value(nobody)`.
 *
 * Source: L. S. Shapley, A Value for n-Person Games (1953), as additive feature attribution in
 * Lundberg & Lee, A Unified Approach to Interpreting Model Predictions (NeurIPS 2017).
 *
 * @param values of every coalition: 2^players numbers, player p a member where bit p of the index is set
 */
export function shapleyValues(values: Float64Array, players: number): Float64Array {
  const shares = new Float64Array(players);
  // |S|! (n − |S| − 1)! / n!, by the size of S
  const weights = new Float64Array(players);
  if (players > 0) weights[0] = 1 / players;
  for (let s = 1; s < players; s++) weights[s] = (weights[s - 1]! * s) / (players - s);
  for (let set = 0; set < values.length; set++) {
    let size = 0;
    for (let rest = set; rest > 0; rest &= rest - 1) size++;
    for (let p = 0; p < players; p++) {
      if (set & (1 << p)) continue;
      shares[p]! += weights[size]! * (values[set | (1 << p)]! - values[set]!);
    }
  }
  return shares;
}
