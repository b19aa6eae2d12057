import type { Random } from '../math/random.ts';

/** A list that two orders have drawn up by turns. */
export interface Drafted {
  order: Uint32Array;
  /** By rank, whose pick it was: 0 or 1. */
  teams: Uint8Array;
}

/**
 * Team-draft interleaving: in each round chance decides who picks first, and each order puts its best candidate that is
 * not yet there. Clicks on the picks of either tell which order people prefer, whatever position does to clicks.
 *
 * Source: Radlinski, Kurup & Joachims, How does clickthrough data reflect retrieval quality?, CIKM 2008.
 */
export function teamDraft(
  one: Uint32Array,
  other: Uint32Array,
  random: Pick<Random, 'next'>,
): Drafted {
  const count = one.length;
  const order = new Uint32Array(count);
  const teams = new Uint8Array(count);
  const orders = [one, other] as const;
  const next = [0, 0];
  const taken = new Set<number>();
  for (let rank = 0; rank < count;) {
    const first = random.next() < 0.5 ? 0 : 1;
    for (const team of [first, 1 - first]) {
      const own = orders[team]!;
      while (next[team]! < count && taken.has(own[next[team]!]!)) next[team]!++;
      if (rank >= count || next[team]! >= count) continue;
      const candidate = own[next[team]!]!;
      taken.add(candidate);
      teams[rank] = team;
      order[rank++] = candidate;
    }
  }
  return { order, teams };
}
