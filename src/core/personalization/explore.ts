import type { Random } from '../math/random.ts';

/** What may be tried at one rank. */
export interface Exploration {
  /** The rank (from 0) that is given to what is tried. */
  rank: number;
  /** Standard deviation of what the score of a candidate that nobody has seen may really be, in logits. */
  spread: number;
  scores: ArrayLike<number>;
  /** How often the person has seen a candidate. */
  seen(candidate: number): number;
  /** Whether a candidate may be tried. */
  isOpen(candidate: number): boolean;
}

/**
 * Gives one rank to a candidate from below it, by Thompson sampling: each draws from what its score may really be, which
 * is the narrower the more often it has been seen, and the highest draw is shown.
 *
 * Source: Chapelle & Li, An empirical evaluation of Thompson sampling, NIPS 2011.
 *
 * @returns the order, and what is tried; undefined where nothing below may be
 */
export function explore(
  order: Uint32Array,
  { rank, spread, scores, seen, isOpen }: Exploration,
  random: Pick<Random, 'normal'>,
): { order: Uint32Array; tried: number } | undefined {
  let tried = -1;
  let best = -Infinity;
  for (let at = rank; at < order.length; at++) {
    const candidate = order[at]!;
    if (!isOpen(candidate)) continue;
    const draw = scores[candidate]! + (spread / Math.sqrt(1 + seen(candidate))) * random.normal();
    if (draw > best) [best, tried] = [draw, candidate];
  }
  if (tried < 0) return undefined;
  const others = order.filter((candidate) => candidate !== tried);
  const moved = new Uint32Array(order.length);
  moved.set(others.subarray(0, rank));
  moved[rank] = tried;
  moved.set(others.subarray(rank), rank + 1);
  return { order: moved, tried };
}
