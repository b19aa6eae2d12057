/**
 * The chance that a ranking by scores puts each candidate at a position: 1 for one of them, unless equal
 * scores share it, whose order is left to chance.
 *
 * @param scores one a candidate, higher is better
 * @param position from 1; past the last candidate every chance is 0
 */
export function placeChances(scores: ArrayLike<number>, position: number): Float64Array {
  const chances = new Float64Array(scores.length);
  if (position > scores.length) return chances;
  const sorted = Float64Array.from(scores).sort();
  const there = sorted[scores.length - position]!;
  let ties = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] === there) ties++;
  for (let i = 0; i < scores.length; i++) if (scores[i] === there) chances[i] = 1 / ties;
  return chances;
}
